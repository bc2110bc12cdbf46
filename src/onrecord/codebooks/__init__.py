"""Codebooks: words and codes as data, with the code that loads and checks them."""
