"""What passes from one holder of a post to the next, and what does not."""
