"""What can go wrong on purpose: one family, with a code for programs, a status for HTTP and a sentence for people."""

from collections.abc import Mapping

from django.db import DataError, InterfaceError, OperationalError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chat import limits


class ChatError(Exception):
    """A refusal. Two places translate it: middleware.py into HTTP answers, live/replies.py into frames."""

    code = "bad_request"
    status = 400
    sentence: str | Promise = _("That did not work. Try again.")

    def __init__(
        self,
        sentence: str | Promise | None = None,
        *,
        fields: Mapping[str, str | Promise] | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.sentence = sentence or self.sentence
        self.fields = fields or {}
        self.retry_after = retry_after
        super().__init__(str(self.sentence))


class BadFrame(ChatError):
    code = "bad_frame"
    sentence = _("This frame is not a JSON object that the protocol knows.")


class BadBody(ChatError):
    code = "bad_body"
    sentence = _("The body is not a JSON object that this address knows.")


class FrameTooLarge(ChatError):
    code, status = "frame_too_large", 413
    sentence = _("This frame is too large. Send less at once.")


class UnknownCommand(ChatError):
    code = "unknown_command"
    sentence = _("There is no such command. Reload the page.")


class HelloFirst(ChatError):
    code = "hello_first"
    sentence = _("Say hello first.")


class AlreadySaidHello(ChatError):
    code = "already_said_hello"
    sentence = _("You have said hello already.")


class Invalid(ChatError):
    """One or more fields are wrong; `fields` says for each what to do."""

    code, status = "invalid_fields", 422
    sentence = _("Something is missing or wrong. Correct it and try again.")


class NotFound(ChatError):
    """Absent, or not yours: the same answer for both."""

    code, status = "not_found", 404
    sentence = _("There is nothing here for you. It may have been moved, or you may not be a member.")


class Gone(ChatError):
    """A connection that has closed, or never was one: what was is not kept."""

    code, status = "gone", 410
    sentence = _("This connection is closed.")


class NotAllowed(ChatError):
    code, status = "not_allowed", 403
    sentence = _("You may not do this here. An owner of the room can.")


class SignedOut(ChatError):
    """Nobody asks: no log-in, or a token that holds no longer. Which of these it is, nobody is told."""

    code, status = "signed_out", 401
    sentence = _("Sign in, or send an access token that is valid.")


class NoCsrfToken(ChatError):
    """A browser's request that might come from another site's page."""

    code, status = "no_csrf_token", 403
    sentence = _("The CSRF token is missing or wrong. Reload the page.")


class TokenTooNarrow(ChatError):
    code, status = "token_too_narrow", 403
    sentence = _("This access token may not do this. Make one with a wider scope.")


class MethodNotAllowed(ChatError):
    code, status = "method_not_allowed", 405
    sentence = _("This address does not know this method.")


class RoomArchived(ChatError):
    code, status = "room_archived", 409
    sentence = _("This room is archived. You can read it, not write in it.")


class LastOwner(ChatError):
    code, status = "last_owner", 409
    sentence = _("A room needs an owner. Make somebody else an owner first.")


class Conflict(ChatError):
    code, status = "conflict", 409
    sentence = _("Somebody was faster. Look again, then decide.")


class ConfirmationNeeded(ChatError):
    """What is asked reaches many people: whoever asks shall say that they mean it."""

    code, status = "confirmation_needed", 409
    sentence = _("This reaches many people. Confirm it.")


class SearchTooSlow(ChatError):
    code, status = "search_too_slow", 422
    sentence = _("This search takes too long. Add a word, a room or a date to it, then try again.")


class TooLarge(ChatError):
    code, status = "too_large", 413
    sentence = _("This file is too large.")


class QuotaFull(ChatError):
    """What one person, or all people together, may keep here is kept already. Trying again helps nobody."""

    code, status = "quota_full", 413
    sentence = _("There is no room for this file. Delete some of your files, then try again.")


class NoSpace(ChatError):
    code, status = "no_space", 507
    sentence = _("The disk is full. Tell who runs this chat.")


class StorageAway(ChatError):
    """The place where files lie does not answer: nothing was kept, and the same request may be repeated."""

    code, status = "storage_away", 503
    sentence = _("Files cannot be kept at the moment. Try again in a moment.")


class SlowDown(ChatError):
    code, status = "slow_down", 429
    sentence = _("That was a lot at once. Wait a moment.")


class Busy(ChatError):
    """A fault of ours that passes: nothing was written, and the same request may be repeated."""

    code, status = "busy", 503
    sentence = _("The chat is busy. What you wrote is kept, and sent in a moment.")

    def __init__(self) -> None:
        super().__init__(retry_after=limits.BUSY_RETRY_SECONDS)


class NotFounded(ChatError):
    code, status = "not_founded", 503
    sentence = _("This chat has no administrator yet. Open its page in a browser first.")


class Fault(ChatError):
    """A mistake of ours. What happened stands in the log, and in no answer."""

    code, status = "fault", 500
    sentence = _("Something went wrong here. It is written down, and trying again may help.")


def refusal_of(exception: Exception) -> ChatError | None:
    """Return the refusal that an exception means to who asked over HTTP; None for a mistake of ours."""
    if isinstance(exception, OperationalError | InterfaceError):
        return Busy()
    if isinstance(exception, DataError):
        # A NUL in an address, for example: no form has looked at it, and PostgreSQL stores none.
        return Invalid()
    return exception if isinstance(exception, ChatError) else None
