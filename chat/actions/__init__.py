"""What can happen. Each function takes the acting person first, checks, writes in one transaction, announces."""
