"""Django admin: whatever an administrator does there goes through the actions, and open browsers hear of it."""
