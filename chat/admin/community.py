from django.contrib import admin
from django.http import HttpRequest

from chat.admin.acting import ReadOnlyAdmin
from chat.models import Community, Invitation


@admin.register(Community)
class CommunityAdmin(ReadOnlyAdmin):
    """The one community: its name, and the room where new people arrive."""

    fields = ("name", "first_room", "founded_at")
    readonly_fields = ("founded_at",)


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ("room", "created_by", "created_at", "expires_at", "uses_left")
    list_select_related = ("room", "created_by")
    fields = ("room", "created_by", "created_at", "expires_at", "uses_left")
    readonly_fields = fields

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return bool(request.user.is_superuser)
