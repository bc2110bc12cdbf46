"""Statements: who says what, in which words."""
