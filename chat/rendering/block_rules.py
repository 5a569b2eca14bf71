"""Rules for what stands on lines of its own: the library's, which answer no more often than they may."""

import re

from markdown_it.rules_block import StateBlock, blockquote, list_block, table

from chat import limits

# What parts a row of a table.
PIPE = re.compile(r"(?<!\\)\|")
YEAR = re.compile(r"[0-9]{4}")


def quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A quote. It looks through all lines down to an empty one, for they may be its own."""
    if state.level >= limits.MARKDOWN_DEPTH or not blockquote(state, start, end, True):
        return False
    if not silent:
        state.env["quoted"] += _end(state, start, end) - start
    if state.env["quoted"] > limits.MARKDOWN_QUOTED_LINES:
        return False
    return silent or blockquote(state, start, end, False)


def items(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list. "2026. What a year" is none."""
    if state.level >= limits.MARKDOWN_DEPTH or YEAR.match(state.src, state.bMarks[start] + state.tShift[start]):
        return False
    return list_block(state, start, end, silent)


def cells(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table that is no wider below than at its head, for the rest would be lost, and that has not too many cells.

    Its rows are filled up to the width of the head: a short text may ask for very many.
    """
    if state.env["cells"] > limits.MARKDOWN_CELLS or not table(state, start, end, True):
        return False
    if silent:
        return True
    head, _, *rows = [_width(state, line) for line in range(start, _end(state, start, end))]
    state.env["cells"] += head * (1 + len(rows))
    if max(rows, default=0) > head or state.env["cells"] > limits.MARKDOWN_CELLS:
        return False
    return table(state, start, end, False)


def _end(state: StateBlock, start: int, end: int) -> int:
    """Return the first empty line."""
    return next((line for line in range(start, end) if state.isEmpty(line)), end)


def _width(state: StateBlock, line: int) -> int:
    row = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
    return len(PIPE.findall(row.removeprefix("|").removesuffix("|"))) + 1
