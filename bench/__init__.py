"""Measures the chat, and its rivals in the same run. `bin/bench` starts it; docs/benchmarks.md shows it."""
