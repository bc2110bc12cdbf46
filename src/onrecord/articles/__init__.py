"""Articles: a report in; clean text, its parse and its date out."""
