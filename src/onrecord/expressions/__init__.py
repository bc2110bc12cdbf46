"""Expressions: words to values, knowing nothing of articles or events."""
