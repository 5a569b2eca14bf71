"""Rules for what stands in a line: addresses, pictures and names."""

from markdown_it.rules_inline import StateInline, autolink, link

from chat import limits
from chat.rendering.addresses import address_in, is_followed, piece_from, scheme_before


def address(state: StateInline, silent: bool) -> bool:
    """An address in the middle of the text. Silent is who looks for the end of a label, in which there are none."""
    if silent or state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = scheme_before(state.src, state.pos)
    if not scheme or not state.pending.endswith(scheme):
        return False
    piece = piece_from(state.src, state.pos - len(scheme))
    state.env["addresses"] += len(piece)
    if state.env["addresses"] > limits.ADDRESSES_CHARACTERS:
        return False
    typed = address_in(piece)
    href = state.md.normalizeLink(typed)
    if not is_followed(href):
        return False
    state.pending = state.pending.removesuffix(scheme)
    opening = state.push("link_open", "a", 1)
    opening.attrs, opening.info = {"href": href}, "auto"
    state.push("text", "", 0).content = typed
    state.push("link_close", "a", -1)
    state.pos += len(typed) - len(scheme)
    return True


def bracketed(state: StateInline, silent: bool) -> bool:
    """An address in angle brackets; inside a link it is text, for links do not nest."""
    start = state.pos
    if not state.linkLevel or silent:
        return autolink(state, silent)
    if not autolink(state, True):
        return False
    state.append_pending(state.src[start : state.pos])
    return True


def picture(state: StateInline, silent: bool) -> bool:
    """A picture that lies elsewhere: a link to it, for it would tell that other place who reads."""
    start = state.pos
    if not state.src.startswith("![", start):
        return False
    state.pos += 1
    if not link(state, True):
        state.pos = start
        return False
    end = state.pos
    if not silent:
        state.pos = start + 1
        if state.linkLevel:
            label_end = state.md.helpers.parseLinkLabel(state, state.pos)
            state.push("text", "", 0).content = state.src[start + 2 : label_end]
        else:
            link(state, False)
        state.pos = end
    return True


def name(state: StateInline, silent: bool) -> bool:
    """A person, everybody, or a room."""
    sign = state.src[state.pos]
    if sign not in "@#" or state.linkLevel:
        return False
    found = state.env["names"].at(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("name", "", 0)
        token.markup, token.content = sign, found
    state.pos += 1 + len(found)
    return True
