"""The markup that pages and live frames share: a person's face, and a message.

Jinja2, for it is rendered for every message of every page and every post: fifteen times as fast as the same in Django's
own language, which stays the language of the pages.
"""

from datetime import datetime
from functools import cache

from django.conf import settings
from django.utils import dateformat
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chat import limits
from chat.models import Message, User
from chat.rendering import excerpt


def message_markup(message: Message) -> SafeString:
    """Return a message as everybody sees it; it knows no viewer. No query when the message came from `shown()`."""
    return _rendered("messages/_message.jinja", message=message)


def face(person: User) -> SafeString:
    """Return a person's face."""
    return _rendered("people/_face.jinja", person=person)


def _rendered(name: str, **context: object) -> SafeString:
    # Everything in it was escaped by the environment, or rendered by chat.rendering.
    return mark_safe(_environment().get_template(name).render(context))  # noqa: S308


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(settings.BASE_DIR / "templates"),
        autoescape=True,
        auto_reload=settings.DEBUG,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters |= {"date": dateformat.format, "moment": _moment, "quoted": _quoted}
    return made


def _quoted(html: str) -> str:
    return excerpt(html, limits.QUOTE_CHARACTERS)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}Z"
