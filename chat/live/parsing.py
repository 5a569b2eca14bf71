"""From a frame's text to a JSON object, refusing what a later reader could take for something else."""

import json
from typing import Any, NoReturn

from chat import limits
from chat.errors import BadFrame, FrameTooLarge
from chat.validators import NUL_OR_SURROGATE


def body_of(text: str | None) -> dict[str, Any]:
    """Return the one JSON object in a text frame.

    Raises FrameTooLarge, or BadFrame for a binary frame, bad JSON, anything but an object, a name that stands twice,
    NaN and Infinity, and nesting below JSON_DEPTH.
    """
    if text is None:
        raise BadFrame
    if len(text) > limits.FRAME_BYTES or len(text.encode(errors="replace")) > limits.FRAME_BYTES:
        raise FrameTooLarge
    try:
        body = json.loads(text, object_pairs_hook=_no_name_twice, parse_constant=_refuse)
        depth = _depth(body)
    except (ValueError, RecursionError):
        raise BadFrame from None
    if not isinstance(body, dict) or depth > limits.JSON_DEPTH:
        raise BadFrame
    return body


def ref_of(body: dict[str, Any]) -> str | None:
    """Return the frame's ref if it can be sent back."""
    ref = body.get("ref")
    if isinstance(ref, str) and 0 < len(ref) <= limits.REF_CHARACTERS and not NUL_OR_SURROGATE.search(ref):
        return ref
    return None


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(_depth, value), default=0)
    return 0
