"""Files: uploaded first, then named in a post."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from chat import limits
from chat.actions import uploads as upload_actions
from chat.api.authentication import TO_POST, caller_of
from chat.errors import Invalid
from chat.files.incoming import pieces

router = Router(tags=["Files"], auth=TO_POST)

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
BYTES = {"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string"}}}}}


@router.post("/uploads", response={201: dict[str, Any]}, summary="Upload a file", openapi_extra=BYTES)
def upload(request: HttpRequest, name: Annotated[str, Query(max_length=limits.FILE_NAME_CHARACTERS)]) -> Any:
    """The body is the file's bytes. Its `key` is what a post names; a day later an unposted file is removed."""
    if request.content_type in FORMS:
        raise Invalid(fields={"file": "Send the bytes of the file themselves, not a form."})
    announced = request.headers.get("Content-Length", "")
    size = int(announced) if announced.isascii() and announced.isdigit() else None
    attachment = upload_actions.upload(caller_of(request).person, name, pieces(request), size)
    return Status(201, attachment.as_dict())
