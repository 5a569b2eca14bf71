"""chatsite/: the tuned server, byte by byte, and as a process that people talk through."""
