"""The markup that pages and live frames share: a person's face, and a message.

Jinja2, for it is rendered for every message of every page and every post: fifteen times as fast as the same in Django's
own language, which stays the language of the pages.
"""

from datetime import datetime
from functools import cache

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import dateformat
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chat import limits, showing
from chat.models import Message, User


def message_markup(message: Message) -> SafeString:
    """Return a message as everybody sees it; it knows no viewer. No query when the message came from `shown()`."""
    return _rendered("messages/_message.jinja", message=message)


def attachments(message: Message) -> SafeString:
    """Return what hangs at a message, as its own markup shows it; nothing without any."""
    return _rendered("messages/_attachments.jinja", message=message) if message.attachments.all() else SafeString()


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
    made.filters |= {"date": dateformat.format, "moment": _moment, "quoted": _quoted, "filesizeformat": filesizeformat}
    # What hangs at a message, in pictures and words.
    shown = (showing.gallery, showing.sign, showing.type_in_words, showing.attached_in_words)
    made.filters |= {function.__name__: function for function in shown}
    return made


def _quoted(message: Message) -> str:
    return showing.gist(message, limits.QUOTE_CHARACTERS)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}Z"
