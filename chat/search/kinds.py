"""What has: knows, as conditions in SQL over a row of chat_message; both databases read them alike."""

PICTURES = "png jpg jpeg gif webp avif svg"
FILES = "pdf zip gz csv txt doc docx odt xls xlsx ods ppt pptx odp mp3 mp4"


def _addresses(endings: str) -> str:
    return " OR ".join(f"lower({{row}}.html) LIKE '%href=\"http%.{ending}\"%'" for ending in endings.split())


# Links to our own pages have no scheme.
CONDITIONS = {
    "link": "{row}.html LIKE '%href=\"http%'",
    "picture": f"({_addresses(PICTURES)})",
    "file": f"({_addresses(FILES)})",
}


def condition(kind: str, row: str) -> str:
    """Return the condition for what the row, by its name in the statement, says."""
    return CONDITIONS[kind].format(row=row)
