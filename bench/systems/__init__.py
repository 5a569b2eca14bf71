"""What is measured: each system starts its own processes, says what it includes, and how it is spoken to."""
