"""What the chat is measured beside. Written from what each project's documentation teaches, and no more."""
