"""One script a revision, each with what changes and why."""
