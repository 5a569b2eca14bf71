"""What the benchmark itself must get right before its numbers mean anything."""
