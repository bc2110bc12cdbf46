"""Events: what one article tells."""
