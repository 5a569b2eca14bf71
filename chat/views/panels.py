"""A page that opens in the side panel of a room too: the same content without the frame."""

from chat.views.requests import SignedInRequest


def layout(request: SignedInRequest) -> dict[str, str]:
    """Return the template that such a page extends: `?panel` asks for the side panel's."""
    return {"layout": "panel.html" if "panel" in request.GET else "page.html"}
