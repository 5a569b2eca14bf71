"""Real servers for tests: Redis, PostgreSQL, Daphne and nginx on loopback, started from the very files in deploy/."""
