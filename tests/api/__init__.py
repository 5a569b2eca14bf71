"""The HTTP API, as programs and browsers ask it."""
