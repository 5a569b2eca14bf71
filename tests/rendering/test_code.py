"""Code keeps every character, gets its colours by class, and costs time in proportion to its length."""

import re

import pytest

from chat import limits
from chat.rendering import render
from chat.rendering.languages import CLASSES, DATA, MARKS, language
from tests.rendering.reading import Node, check_safe, read

NAMES = re.findall(r"\"([^\"]+)\"", " ".join(re.findall(r"^names = (.*)$", DATA.read_text(), re.MULTILINE)))
SAMPLE = """\
#!/bin/sh  // not a comment everywhere -- nor this
/* a block */ {- another -} <!-- a third -->
def f(x: int = 0x1F, y="a \\" b", z='c') -> "d":
    return `e ${x}` + '''f''' + \"\"\"g
h\"\"\" # i
<p class="j" data-k='l'>m &amp; n</p>
-deleted
+inserted
@decorator $variable ${HOME} $(make) %sigil :symbol #[derive(Debug)] 'lifetime
[section]
key: value
SELECT * FROM t WHERE a <> 'b';
"""


def block(text: str) -> Node:
    (pre,) = check_safe(render(text).html).all("pre")
    return pre


@pytest.mark.parametrize("name", NAMES)
def test_each_language_keeps_the_code_and_colours_some(name: str) -> None:
    pre = block(f"```{name}\n{SAMPLE}```")
    assert pre.words == SAMPLE.removesuffix("\n")
    assert pre.attributes == {"data-language": name}
    assert pre.all("span")


def test_every_name_and_mark_is_used() -> None:
    assert len(NAMES) == len(set(NAMES)) > 60
    used = DATA.read_text()
    assert {mark for mark in MARKS if f'"{mark}"' not in used} == {"number", "word"}
    assert {kind for kind, _ in MARKS.values()} == {*CLASSES, "word"} - {"value"}


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("```python\ndef f(x):\n    return 'a' # b", "keyword name keyword string comment"),
        ("```JS\nconst a = `b\n${c}` // d", "keyword string comment"),
        ("```sql\nselect 1 -- a", "keyword number comment"),
        ("```rust\nfn f<'a>(x: &'a str) -> char { 'b' }", "keyword value value string"),
        ('```json\n{"a": "b", "c": [1.5, null]}', "name string name number value"),
        ("```diff\n@@ -1 +1 @@\n-a\n+b\n c", "name deleted inserted"),
        ('```html\n<a href="b">c</a> <!-- d -->', "keyword name string keyword keyword keyword comment"),
        ('```sh\n$ echo "a\nb" ${#c} # d', "comment value string comment"),
        ("```yaml\na-b:\n  - c: true # d", "name name value comment"),
        ("```c\n#include <a.h>\nint main(void) { return 0; }", "keyword value name value keyword number"),
    ],
)
def test_what_is_coloured(text: str, classes: str) -> None:
    spans = block(text).all("span")
    found = [str(span.attributes["class"]).removeprefix("code__") for span in spans]
    assert found == classes.split()


@pytest.mark.parametrize(
    ("text", "language_shown", "words"),
    [
        ("```\na < b\n```", None, "a < b"),
        ("```mermaid\na -> b\n```", "mermaid", "a -> b"),
        ("~~~ Python\na\n~~~", "python", "a"),
        ("```SELECT 1;\nSELECT 2;```", None, "SELECT 1;\nSELECT 2;"),
        ("```not a language\na\n```", None, "not a language\na"),
        ("```hello", None, "hello"),
        ("```js\n```", None, "js"),
        ("```\n```", None, ""),
        ("```py\na", "py", "a"),
        ("````md\n```\na\n```\n````", "md", "```\na\n```"),
        ("    a\n\n    b", None, "a\n\nb"),
    ],
)
def test_what_a_fence_names_is_a_language_or_code(text: str, language_shown: str | None, words: str) -> None:
    pre = block(text)
    assert pre.attributes.get("data-language") == language_shown
    assert pre.words == words


def test_code_of_very_many_pieces_stays_plain() -> None:
    few, many = "if a: " * (limits.HIGHLIGHT_PIECES // 2), "if a: " * (limits.HIGHLIGHT_PIECES + 1)
    assert block(f"```python\n{few}\n```").all("span")
    assert block(f"```python\n{many}\n```").all("span") == []
    first, second = read(render(f"```python\n{few}\n```\n```python\n{few}{few}\n```").html).all("pre")
    assert first.all("span")
    assert second.all("span") == []


def test_unknown_names_are_no_language() -> None:
    assert language("brainfuck") is None
    assert language("python") is language("python")
