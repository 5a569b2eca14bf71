from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chat.actions import memberships
from chat.admin.acting import ReadOnlyAdmin, administrator, refusals_shown
from chat.models import Membership


class MembershipForm(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ("room", "person", "role")

    def clean(self) -> dict[str, Any]:
        """Take up the membership that somebody had before: there is one a person and room."""
        typed = super().clean() or {}
        if self.instance.pk is None and typed.keys() >= {"room", "person"}:
            earlier = Membership.objects.filter(room=typed["room"], person=typed["person"]).first()
            self.instance = earlier or self.instance
        return typed


class MembershipInline(admin.TabularInline):
    """Who is in the room. New people come in, and roles change, at the memberships' own pages."""

    model = Membership
    extra = 0
    fields = ("person", "role", "joined_at", "read_number")
    readonly_fields = fields
    show_change_link = True
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return Membership.objects.present().select_related("person", "room")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    form = MembershipForm
    list_display = ("person", "room", "role", "involvement", "joined_at", "removed_at")
    list_filter = ("role", ("removed_at", admin.EmptyFieldListFilter))
    list_select_related = ("person", "room")
    search_fields = ("person__username", "person__display_name", "room__name")
    autocomplete_fields = ("person", "room")
    fields = ("room", "person", "role", "involvement", "joined_at", "removed_at", "read_number")
    actions = ("remove",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = ("involvement", "joined_at", "removed_at", "read_number")
        return fixed if obj is None else ("room", "person", *fixed)

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        person = administrator(request)
        if not change:
            memberships.add(person, obj.room, [obj.person])
        current = Membership.objects.select_related("room", "person").get(room=obj.room, person=obj.person)
        memberships.set_role(person, current, obj.role)
        obj.pk = current.pk

    @admin.action(description=_("Remove the chosen people from their rooms"))
    def remove(self, request: HttpRequest, chosen: QuerySet[Membership]) -> None:
        for membership in chosen.select_related("room", "person"):
            with refusals_shown(request, membership):
                memberships.remove(administrator(request), membership)
