"""The tests, laid out as chat/ is: a folder for a folder, a file for a verb."""
