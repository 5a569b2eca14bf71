"""Texts to try: any at all, some of which nothing may vanish, and documents whose visible words are known."""

from hypothesis import strategies as st

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
# What Markdown, names and addresses are made of. None of these makes letters vanish.
SIGNS = st.sampled_from(
    [
        *("*", "**", "_", "__", "~~", "`", "``", "[", "]", "(", ")", "![", "<", ">", "&", "&amp;", "#", "##", "-", "+"),
        *("|", "\\", "\\\\", "/", "//", ":", "::", ".", "!", '"', "'", "@", "@@", "=", "^", "{", "}", ";", ","),
        *(
            "https://a.example",
            "http://",
            "@nobody",
            "#nowhere",
            "a",
            "Ü",
            "日本",
            "<b>",
            "</p>",
            "<!--",
            "javascript:",
        ),
        *(
            "\u202e",
            "\u200b",
            "\u0301",
            "🚢",
            "\ufe0f",
            "\n",
            "\n\n",
            "\n- ",
            "\n> ",
            "\n# ",
            "\n    ",
            "\n|a|b|\n|-|-|\n",
        ),
        *(" ", "  ", "\t", "\r", "\u2028", "\u00a0"),
    ]
)
# These do, or bring others: destinations, languages, boxes, numbers, emoji, people.
SWALLOWING = st.sampled_from(
    [
        *(
            "](",
            "](https://b.example)",
            "](javascript:a)",
            "<https://c.example>",
            "\n```",
            "\n```py\n",
            "\n~~~",
            "- [x] ",
        ),
        *("\n1. ", "\n7) ", ":tada:", "@alice", "@bob.", "@here", "@everyone", "#general", "#straße"),
    ]
)
ANY = st.lists(st.text(CHARACTERS, max_size=20) | SIGNS | SWALLOWING, max_size=40).map("".join)
LETTERS = st.characters(categories=["Lu", "Ll", "Lo", "Po", "Zs", "Mn"])
KEPT = st.lists(st.text(LETTERS, max_size=20) | SIGNS, max_size=40).map("".join)
# Mostly mere words.
MERE = st.builds(
    "{}{}{}".format,
    st.sampled_from(["a", "É", "日", "1", "\u2139", "-", ""]),
    st.text("abXYé日ß09 .,;!?'\"()/%-", max_size=30),
    st.sampled_from(["a", "", "", ".", ":", " ", "*", "_", "…", "\u00a0", "@a", ": b"]),
)

# Markdown, and the words that it shows.
Part = tuple[str, str]


def joined(parts: list[Part], by: str) -> Part:
    return by.join(text for text, _ in parts), "".join(words for _, words in parts)


def lines(before: str, after: str = "", *, by: str = "\n", most: int = 1) -> st.SearchStrategy[Part]:
    """Lines, each between these marks."""
    marked = LINE.map(lambda line: (f"{before}{line[0]}{after}", line[1]))
    return st.lists(marked, min_size=1, max_size=most).map(lambda parts: joined(parts, by))


def quoted(block: Part) -> Part:
    return "\n".join(f"> {line}" for line in block[0].split("\n")), block[1]


WORD = st.text("abcxyzÄß日", min_size=1, max_size=5)
PIECE = st.tuples(
    WORD,
    st.sampled_from(
        ["{}", "**{}**", "*{}*", "~~{}~~", "`{}`", '[{}](https://a.example "t")', "![{}](https://a.example/)"]
    ),
).map(lambda piece: (piece[1].format(piece[0]), piece[0]))
LINE = st.lists(PIECE, min_size=1, max_size=4).map(lambda parts: joined(parts, " "))
BLOCK = st.one_of(
    lines("", most=3),
    lines("### "),
    lines("- ", most=3),
    lines("- [x] ", most=3),
    lines("1. ", most=3),
    lines("|", "|", by="\n").map(lambda row: (f"{row[0]}\n|-|\n{row[0]}", row[1] * 2)),
    WORD.map(lambda word: (f"```py\n{word}\n```", word)),
    WORD.map(lambda word: (f"    {word}", word)),
)
NESTED = st.recursive(BLOCK, lambda blocks: blocks.map(quoted), max_leaves=4)
DOCUMENTS = st.lists(NESTED, min_size=1, max_size=5).map(lambda blocks: joined(blocks, "\n\n"))
