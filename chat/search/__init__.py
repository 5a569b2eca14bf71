"""Search over the messages of one's rooms: what is asked, where it is looked for, and what is shown of it."""

from chat.search.finding import Found, Page, search

__all__ = ["Found", "Page", "search"]
