"""What the whole record says of a matter: positions, coverage, series, ties and what is new."""
