"""Where a person is logged in, and in which windows the chat is open: to look at, and to end."""

from collections import defaultdict
from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chat import access
from chat.actions import connections as connection_actions
from chat.models import Connection, User
from chat.models.session import sign_in_digest
from chat.views.requests import SignedInRequest


@require_safe
def connections(request: SignedInRequest) -> HttpResponse:
    """Show the person's log-ins, this browser's first, each with its open windows."""
    return render(request, "connections/list.html", {"log_ins": _log_ins(request.user, request.session.session_key)})


@require_POST
def close(request: SignedInRequest, name: str) -> HttpResponse:
    connection_actions.close(request.user, access.own_connection(request.user, name))
    notices.success(request, _("The window is closed to the chat."))
    return redirect("chat:connections")


@require_POST
def end(request: SignedInRequest, digest: str) -> HttpResponse:
    connection_actions.end_log_in(request.user, access.own_log_in(request.user, digest))
    notices.success(request, _("That browser is logged out."))
    return redirect("chat:connections")


@require_POST
def end_others(request: SignedInRequest) -> HttpResponse:
    connection_actions.end_other_log_ins(request.user, str(request.session.session_key))
    notices.success(request, _("You are logged out everywhere else."))
    return redirect("chat:connections")


def _log_ins(person: User, own_key: str | None) -> list[dict[str, Any]]:
    windows: dict[str, list[Connection]] = defaultdict(list)
    for connection in Connection.objects.filter(person=person).order_by("since"):
        windows[connection.log_in].append(connection)
    sessions = person.sessions.filter(expire_date__gt=timezone.now()).order_by("-expire_date")
    log_ins = []
    for session in sorted(sessions, key=lambda one: one.session_key != own_key):
        digest = sign_in_digest(session.session_key)
        is_this = session.session_key == own_key
        log_ins.append({"digest": digest, "is_this": is_this, "until": session.expire_date, "windows": windows[digest]})
    return log_ins
