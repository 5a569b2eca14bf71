"""What can go wrong on purpose: one family, with a code for programs, a status for HTTP and a sentence for people."""

from collections.abc import Mapping

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


class NotAllowed(ChatError):
    code, status = "not_allowed", 403
    sentence = _("You may not do this here. An owner of the room can.")


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
