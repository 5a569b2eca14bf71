"""Who opens a socket: the exact Origin first, then the session cookie; one query for all who come
in the same moment, no session write, no redirect."""

import hmac
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.db.models import QuerySet
from django.http import parse_cookie
from django.utils import timezone

from chat.errors import Busy
from chat.live.closing import BUSY, SIGNED_OUT, Closing
from chat.live.together import Together
from chat.models import Session, User
from chat.models.session import sign_in_digest
from chat.prepared import Prepared, moment, texts


@dataclass(frozen=True)
class SignIn:
    """A person and the log-in that they came with."""

    person: User
    session_key: str
    digest: str


class SignInRequired:
    """Tell the consumer, in scope["sign_in"], who comes: a SignIn, or the Closing that says why there is none.

    A foreign page is refused before the upgrade: no browser of ours is behind it. Everybody else is accepted, told
    why, and closed: a refusal before the upgrade looks like a dead network to a browser, and it would try for ever.
    """

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        headers = {name: value for name, value in scope["headers"] if name in {b"origin", b"cookie"}}
        if _text(headers.get(b"origin")) not in settings.ORIGINS:
            await send({"type": "websocket.close"})
            return
        scope["sign_in"] = await _sign_in_or_refusal(_text(headers.get(b"cookie")))
        await self.application(scope, receive, send)


async def _sign_in_or_refusal(cookies: str) -> SignIn | Closing:
    session_key = _session_key(cookies)
    if not session_key:
        return SIGNED_OUT
    try:
        return await _sign_ins.answer(session_key) or SIGNED_OUT
    except Busy:
        return BUSY


def _log_ins() -> QuerySet[Session]:
    unexpired = Session.objects.filter(expire_date__gt=moment("now"))
    return unexpired.filter(session_key__in=texts("keys")).select_related("person")


LOG_INS = Prepared(_log_ins)


def sign_ins_of(session_keys: list[str]) -> dict[str, SignIn]:
    """Return the sign-ins behind those of the session keys that let somebody in. 1 query."""
    return {
        session.session_key: SignIn(session.person, session.session_key, sign_in_digest(session.session_key))
        for session in LOG_INS.ask(keys=session_keys, now=timezone.now())
        if session.person is not None and _holds(session, session.person)
    }


_sign_ins = Together(sign_ins_of)


def _holds(session: Session, person: User) -> bool:
    """Tell whether the session lets its person in: active, and with the password that the session was made with."""
    if not person.is_active:
        return False
    claimed = session.get_decoded().get(HASH_SESSION_KEY, "")
    # As Django does: after a change of the secret key, the former keys count too.
    valid = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
    return any(hmac.compare_digest(claimed.encode(), hash_.encode()) for hash_ in valid)


def _session_key(cookies: str) -> str:
    # Django's own parser: it never raises, whatever the header holds.
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "")
    # Keys are letters and digits; a NUL would be too much for PostgreSQL.
    return key if key.isascii() and key.isalnum() else ""


def _text(header: bytes | None) -> str:
    return (header or b"").decode("latin-1")
