from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chat.actions import rooms
from chat.admin.acting import ReadOnlyAdmin, administrator, refusals_shown
from chat.admin.memberships import MembershipInline
from chat.admin.taken import TakenColumn, with_taken
from chat.models import Room


class RoomForm(forms.ModelForm):
    # A direct room is made by its people.
    kind = forms.ChoiceField(choices=[choice for choice in Room.Kind.choices if choice[0] != Room.Kind.DIRECT])

    class Meta:
        model = Room
        fields = ("name", "topic", "kind")


@admin.register(Room)
class RoomAdmin(TakenColumn, ReadOnlyAdmin):
    form = RoomForm
    list_display = ("__str__", "kind", "topic", "members_count", "last_number", "taken", "created_at", "archived_at")
    list_filter = ("kind", ("archived_at", admin.EmptyFieldListFilter))
    search_fields = ("name", "topic", "slug")
    actions = ("archive", "unarchive")
    inlines = (MembershipInline,)
    readonly_fields = ("slug", "last_number", "revision", "created_by", "created_at", "archived_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Room]:
        return with_taken(Room.objects.with_members_count(), "room")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return self.readonly_fields
        fixed = ("name", "topic") if obj.is_direct or obj.is_archived else ()
        return ("kind", *fixed, *self.readonly_fields)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj is not None else ()

    @admin.display(description=_("members"), ordering="members_count")
    def members_count(self, room: Any) -> int:
        return int(room.members_count)

    def save_model(self, request: HttpRequest, obj: Room, form: Any, change: bool) -> None:
        person = administrator(request)
        if not change:
            # The admin site goes on with this object: let it be the room that was made.
            obj.__dict__.update(rooms.create(person, obj.kind, obj.name, obj.topic).__dict__)
            return
        rooms.change(person, Room.objects.get(pk=obj.pk), name=obj.name, topic=obj.topic)

    @admin.action(description=_("Archive the chosen rooms"))
    def archive(self, request: HttpRequest, chosen: QuerySet[Room]) -> None:
        for room in chosen:
            with refusals_shown(request, room):
                rooms.archive(administrator(request), room)

    @admin.action(description=_("Open the chosen rooms again"))
    def unarchive(self, request: HttpRequest, chosen: QuerySet[Room]) -> None:
        for room in chosen:
            with refusals_shown(request, room):
                rooms.unarchive(administrator(request), room)
