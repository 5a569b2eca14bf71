"""What has: knows, as conditions in SQL over a row of chat_message; both databases read them alike."""

PICTURES = "png jpg jpeg gif webp avif svg"
FILES = "pdf zip gz csv txt doc docx odt xls xlsx ods ppt pptx odp mp3 mp4"


# Links to our own pages have no scheme.
LINK = "{row}.html LIKE '%href=\"http%'"


def _leads_to(endings: str) -> str:
    """Return the condition for a link to one of these; most messages have no link, and are asked no more."""
    ends = " OR ".join(f"lower({{row}}.html) LIKE '%href=\"http%.{ending}\"%'" for ending in endings.split())
    return f"({LINK} AND ({ends}))"


CONDITIONS = {"link": LINK, "picture": _leads_to(PICTURES), "file": _leads_to(FILES)}


def condition(kind: str, row: str) -> str:
    """Return the condition for what the row, by its name in the statement, says."""
    return CONDITIONS[kind].format(row=row)
