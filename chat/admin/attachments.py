from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from chat.actions import attached
from chat.admin.acting import ReadOnlyAdmin, administrator, refusals_shown
from chat.models import Attachment


class Where(admin.SimpleListFilter):
    """Part of a message, or not yet."""

    title = _("where")
    parameter_name = "where"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("posted", _("in a message")), ("waiting", _("not sent yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Attachment]) -> QuerySet[Attachment]:
        return queryset.filter(message__isnull=self.value() == "waiting") if self.value() else queryset


@admin.register(Attachment)
class AttachmentAdmin(ReadOnlyAdmin):
    """What people have uploaded, but not the files themselves: those are for who may see their messages."""

    list_display = ("name", "owner", "room", "kind", "bytes", "state", "created_at")
    list_filter = ("kind", "state", Where, "created_at")
    list_select_related = ("owner", "room")
    search_fields = ("name", "owner__username", "room__name")
    readonly_fields = fields = (
        *("name", "owner", "room", "message", "state", "created_at"),
        *("kind", "content_type", "size", "stored_bytes", "width", "height", "alt"),
    )
    ordering = ("-id",)
    actions = ("remove",)

    @admin.display(description=_("size"), ordering="stored_bytes")
    def bytes(self, attachment: Attachment) -> str:
        return filesizeformat(attachment.stored_bytes)

    @admin.action(description=_("Remove the chosen files (messages stay, without them)"))
    def remove(self, request: HttpRequest, chosen: QuerySet[Attachment]) -> None:
        for attachment in chosen.filter(state=Attachment.State.READY).select_related("owner", "room"):
            with refusals_shown(request, attachment):
                attached.remove(administrator(request), attachment)
