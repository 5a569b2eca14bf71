"""What a browser makes of a message's HTML, and what may be in it: a parser of its own, a list of its own."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from chat import limits
from chat.rendering import Rendered, render

REL = "nofollow noopener noreferrer ugc"
PEOPLE = {"alice": "Alice", "bob": "Bob <b>'\"&", "al.ice": "Dotted", "charlie_": "Charlie"}
ROOMS = {"general", "straße", "two-words"}

EMPTY = {"br", "hr"}
TAGS = {
    *EMPTY,
    *("p", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "code", "em", "strong", "s", "a", "span"),
    *("div", "table", "thead", "tbody", "tr", "th", "td"),
}
CODE = r"code__(comment|keyword|string|number|name|value|inserted|deleted)"
# Each tag's attributes with all that their value may be.
ATTRIBUTES = {
    ("p", "class"): r"prose__jumbo",
    ("a", "class"): r"mention|room-link",
    ("a", "href"): r"https?://[^\s\\]+|/people/[a-z0-9_.-]{3,32}/|/rooms/[a-z0-9_%~A-F-]+/",
    ("a", "rel"): REL,
    ("a", "target"): "_blank",
    ("a", "data-mention"): r"[a-z0-9_.-]{3,32}",
    ("a", "data-room-link"): r"[\w-]{1,100}",
    ("span", "class"): rf"mention|prose__box( prose__box--done)?|{CODE}",
    ("span", "data-mention"): "here|everyone",
    ("ol", "start"): r"[0-9]{1,9}",
    ("li", "class"): "prose__task",
    ("li", "value"): r"[0-9]{1,9}",
    ("pre", "data-language"): r"[a-z0-9+#._-]{1,20}",
    ("div", "class"): "prose__table",
    ("div", "tabindex"): "0",
    ("th", "class"): r"prose__cell--(center|right)",
    ("td", "class"): r"prose__cell--(center|right)",
}


@dataclass
class Node:
    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def all(self, tag: str = "") -> list["Node"]:
        """Return the nodes below, of one tag or of all."""
        below = [child for child in self.children if isinstance(child, Node)]
        found = [one for child in below for one in [child, *child.all()]]
        return [one for one in found if not tag or one.tag == tag]

    @property
    def words(self) -> str:
        """The text below, with its line breaks."""
        texts = [child if isinstance(child, str) else child.words for child in self.children]
        return "\n" if self.tag == "br" else "".join(texts)

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children if isinstance(child, Node)), default=0)


class Reader(HTMLParser):
    """Builds the tree, and fails where a browser would have to guess."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]
        self.feed(html)
        self.close()
        assert len(self.open) == 1, f"not closed: {self.open[-1].tag}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in {attrs}"
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in EMPTY:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")

    unknown_decl = handle_decl


def read(html: str) -> Node:
    return Reader(html).open[0]


def written(text: str) -> Rendered:
    """The text, rendered among people and rooms."""
    return render(text, PEOPLE, ROOMS)


def check_safe(html: str) -> Node:
    """Assert that the HTML holds nothing but what is listed here; return it as a tree."""
    tree = read(html)
    for node in tree.all():
        assert node.tag in TAGS, node.tag
        for name, value in node.attributes.items():
            assert re.fullmatch(ATTRIBUTES.get((node.tag, name), r"(?!)"), value or ""), (node.tag, name, value)
    for link in tree.all("a"):
        check_link(link)
    assert tree.depth <= 3 * limits.MARKDOWN_DEPTH
    return tree


def check_link(link: Node) -> None:
    """A link leads to the web and tells nothing of us, or to a person or room of ours. It can be seen."""
    inside = link.attributes.get("class")
    assert link.attributes.keys() == (
        {"class", "href", {"mention": "data-mention", "room-link": "data-room-link"}[inside]}
        if inside
        else {"href", "rel", "target"}
    )
    assert link.words.strip()
    assert link.all("a") == []
    if not inside:
        parts = urlsplit(str(link.attributes["href"]))
        assert parts.hostname
        assert parts.username is None


def letters(text: str) -> str:
    """The letters and digits of a text, in order."""
    return "".join(character for character in text if character.isalnum())
