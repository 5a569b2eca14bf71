"""What the API takes, typed and exact: no unknown field, and no value bent into another type."""

from collections.abc import Callable
from typing import Annotated, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from chat import limits
from chat.validators import validate_name, validate_text

BIGGEST_NUMBER = 2**63 - 1
# In addresses everything is text, so these are read from it.
Number = Annotated[int, Field(ge=1, le=BIGGEST_NUMBER)]
Revision = Annotated[int, Field(ge=0, le=BIGGEST_NUMBER)]
AttachmentKey = Annotated[str, Field(pattern=r"^[-\w]{22}$")]
Username = Annotated[str, Field(min_length=1, max_length=limits.USERNAME_CHARACTERS)]
Role = Literal["owner", "moderator", "member"]


def _checked(validate: Callable[[str], None]) -> AfterValidator:
    """Return one of the forms' checks as pydantic takes it."""

    def check(value: str) -> str:
        try:
            validate(value)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from None
        return value

    return AfterValidator(check)


def _line(fewest: int, most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=fewest, max_length=most)


RoomName = Annotated[str, _line(1, limits.ROOM_NAME_CHARACTERS), _checked(validate_name)]
Topic = Annotated[str, _line(0, limits.ROOM_TOPIC_CHARACTERS), _checked(validate_text)]


class Asked(BaseModel):
    """What somebody sends."""

    model_config = ConfigDict(extra="forbid", strict=True)


class NewRoom(Asked):
    kind: Literal["open", "closed"] = "open"
    name: RoomName
    topic: Topic = ""


class RoomChange(Asked):
    name: RoomName | None = None
    topic: Topic | None = None


class People(Asked):
    """Usernames."""

    people: Annotated[list[Username], Field(min_length=1, max_length=limits.PAGE_MEMBERS)]


class RoleChange(Asked):
    role: Role


class Post(Asked):
    """`text` is Markdown, and may be empty with attachments. `answers` is the number of the message it replies to."""

    text: str = ""
    client_id: Annotated[UUID, Field(strict=False)] | None = None
    answers: Number | None = None
    confirmed: bool = False
    attachments: Annotated[list[AttachmentKey], Field(max_length=limits.ATTACHMENTS)] = []


class TextChange(Asked):
    text: str
    confirmed: bool = False


class Place(Asked):
    """A message, by its number in its room."""

    number: Number
