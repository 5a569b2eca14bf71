from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from chat.actions import deletion
from chat.admin.acting import ReadOnlyAdmin, administrator, refusals_shown
from chat.models import Message

SHOWN_CHARACTERS = 80


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ("room", "number", "author", "beginning", "created_at", "deleted_at")
    list_filter = (("deleted_at", admin.EmptyFieldListFilter), "created_at", "room")
    list_select_related = ("room", "author")
    search_fields = ("text", "author__username", "room__name")
    fields = ("room", "number", "author", "text", "created_at", "edited_at", "deleted_at", "deleted_by")
    readonly_fields = fields
    ordering = ("-id",)
    actions = ("delete_to_tombstone",)

    @admin.display(description=_("text"))
    def beginning(self, message: Message) -> str:
        return Truncator(message.text).chars(SHOWN_CHARACTERS)

    @admin.action(description=_("Delete the chosen messages (a line stays that says so)"))
    def delete_to_tombstone(self, request: HttpRequest, chosen: QuerySet[Message]) -> None:
        for message in chosen.select_related("room", "author"):
            with refusals_shown(request, message):
                deletion.delete(administrator(request), message)
