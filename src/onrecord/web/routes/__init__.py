"""What the desk answers at which address, one file a page."""
