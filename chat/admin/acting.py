"""What the admin pages share: the acting administrator, and refusals as sentences instead of error pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chat.errors import ChatError
from chat.models import User


def administrator(request: HttpRequest) -> User:
    """Return the person who acts. The admin site lets nobody else through."""
    return cast(User, request.user)


@contextmanager
def refusals_shown(request: HttpRequest, subject: object) -> Iterator[None]:
    """Show a refused action as a message that names its subject, and go on with the next one."""
    try:
        yield
    except ChatError as error:
        messages.error(request, f"{subject}: {error.sentence}")


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows to look at: they change through actions only, and never vanish."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show or save a row. A refused action undoes the whole form, says why, and shows the row as it is."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ChatError as error:
            messages.error(request, str(error.sentence))
            return redirect(request.get_full_path())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
