"""Everything asynchronous, and nothing else is."""
