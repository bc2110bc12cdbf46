"""The store: the database, queries and foreign formats."""
