"""Message text to safe HTML: the one place where somebody's words become markup."""

from html import escape

from linkify_it import LinkifyIt

# Only full addresses: "e.g" and "file.py" are words, not links.
linkify = LinkifyIt(options={"fuzzy_email": False, "fuzzy_ip": False, "fuzzy_link": False})


def render(text: str) -> str:
    """Return the text as HTML: escaped, its lines kept, its addresses made links. The only tags are p, br and a."""
    paragraphs = [lines for lines in text.split("\n\n") if lines.strip("\n")]
    return "".join(f"<p>{_inline(lines.strip(chr(10)))}</p>" for lines in paragraphs)


def _inline(text: str) -> str:
    html, end = [], 0
    for link in linkify.match(text) or []:
        html += [escape(text[end : link.index]), _anchor(link.url, link.raw)]
        end = link.last_index
    html.append(escape(text[end:]))
    return "".join(html).replace("\n", "<br>")


def _anchor(address: str, shown: str) -> str:
    if not address.lower().startswith(("http://", "https://")):
        return escape(shown)
    return f'<a href="{escape(address)}" rel="nofollow noopener noreferrer ugc" target="_blank">{escape(shown)}</a>'
