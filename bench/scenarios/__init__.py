"""What is measured. Each file has `run(bench)`, which yields a Row for each system."""
