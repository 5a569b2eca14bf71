"""What a run found: rows, one table, what was reached, and the page in docs/ that is made of them."""
