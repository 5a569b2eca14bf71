"""The chat that the Channels tutorial teaches (its asynchronous version), with messages kept if wanted."""
