"""Who may do what: one table for every page and every command."""
