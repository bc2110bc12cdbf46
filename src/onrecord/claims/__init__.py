"""Claims: how surely each source has each event."""
