"""Records in a reader's words, for the command line and the desk alike."""
