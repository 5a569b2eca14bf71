from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chat.actions import tokens
from chat.admin.acting import ReadOnlyAdmin, administrator, refusals_shown
from chat.models import Token

MOMENTS = ("last_used_at", "expires_at", "revoked_at")


@admin.register(Token)
class TokenAdmin(ReadOnlyAdmin):
    """Everybody's access tokens: to look at, and to revoke."""

    list_display = ("person", "name", "key", "scope", "all_rooms", *MOMENTS)
    list_filter = ("scope", ("revoked_at", admin.EmptyFieldListFilter))
    list_select_related = ("person",)
    search_fields = ("name", "key", "person__username")
    fields = ("person", "name", "key", "scope", "all_rooms", "rooms", "created_at", *MOMENTS)
    readonly_fields = fields
    actions = ("revoke",)

    @admin.action(description=_("Revoke the chosen tokens"))
    def revoke(self, request: HttpRequest, chosen: QuerySet[Token]) -> None:
        for token in chosen:
            with refusals_shown(request, token):
                tokens.revoke(administrator(request), token)
