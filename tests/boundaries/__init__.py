"""What must not be in a file: rules of the design that no type checker knows."""
