"""Territory: who controls or operates where, by whose leave, and whether ground is contiguous."""
