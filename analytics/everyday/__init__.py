"""Everyday questions: each reads claims with their evidence and answers in lines."""
