"""Programs that measure this project beside others; none of them is a test."""
