"""A real browser on real servers: what people see, and that nothing breaks while they look."""
