"""A page as its reader finds things in it: by tags, attributes and words, never by classes."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]


class Page(HTMLParser):
    """All elements of a page or a fragment, in order; each knows all the words inside it."""

    def __init__(self, response) -> None:  # type: ignore[no-untyped-def]
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(response.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words.append(data)

    @property
    def text(self) -> str:
        return self.elements[0].text if self.elements else ""

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Return the elements of this tag with these attributes; `data_room="7"` means data-room, "" any value."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements
            if tag in {"", element.tag}
            and all(name in element.attributes and value in {"", element[name]} for name, value in wanted.items())
        ]

    def one(self, tag: str = "", **attributes: str) -> Element:
        """Return the only such element."""
        (element,) = self.all(tag, **attributes)
        return element

    def has(self, tag: str = "", **attributes: str) -> bool:
        return bool(self.all(tag, **attributes))

    def field(self, name: str) -> Element:
        """Return the only control of this name outside the small forms around the page."""
        (element,) = [one for one in self.elements if one.attributes.get("name") == name]
        return element
