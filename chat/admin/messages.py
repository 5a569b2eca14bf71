from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from chat.actions import deletion
from chat.admin.acting import ReadOnlyAdmin, administrator, refusals_shown
from chat.models import Edit, Mention, Message, Reaction

SHOWN_CHARACTERS = 80
# What may have happened to a message.
MOMENTS = ("edited_at", "pinned_at", "deleted_at")


class ReadOnlyInline(admin.TabularInline):
    """What belongs to a message: it changes by what people do, not by hand."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EditInline(ReadOnlyInline):
    model = Edit
    verbose_name, verbose_name_plural = _("earlier version"), _("earlier versions")
    fields = ("written_at", "text")


class MentionInline(ReadOnlyInline):
    model = Mention
    fields = ("person",)


class ReactionInline(ReadOnlyInline):
    model = Reaction
    fields = readonly_fields = ("emoji", "person", "created_at")


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ("room", "number", "author", "beginning", "created_at", "edited_at", "pinned_at", "deleted_at")
    list_filter = (*((name, admin.EmptyFieldListFilter) for name in MOMENTS), "created_at", "room")
    list_select_related = ("room", "author")
    search_fields = ("text", "author__username", "room__name")
    fields = ("room", "number", "author", "text", "created_at", *MOMENTS, "pinned_by", "deleted_by")
    readonly_fields = fields
    ordering = ("-id",)
    inlines = (EditInline, MentionInline, ReactionInline)
    actions = ("delete_to_tombstone",)

    @admin.display(description=_("text"))
    def beginning(self, message: Message) -> str:
        return Truncator(message.text).chars(SHOWN_CHARACTERS)

    @admin.action(description=_("Delete the chosen messages (a line stays that says so)"))
    def delete_to_tombstone(self, request: HttpRequest, chosen: QuerySet[Message]) -> None:
        for message in chosen.select_related("room", "author"):
            with refusals_shown(request, message):
                deletion.delete(administrator(request), message)
