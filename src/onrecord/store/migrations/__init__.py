"""The migrations: one script a revision, in `versions`."""
