from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chat.actions import avatars, people
from chat.admin.acting import administrator, refusals_shown
from chat.admin.taken import TakenColumn, with_taken
from chat.models import User


@admin.register(User)
class PersonAdmin(TakenColumn, UserAdmin):
    list_display = (
        "username",
        "display_name",
        "email",
        "is_active",
        "is_superuser",
        "taken",
        "date_joined",
        "last_login",
    )
    list_filter = ("is_active", "is_superuser")
    search_fields = ("username", "display_name", "email")
    fieldsets = (
        (None, {"fields": ("username", "display_name", "email", "password")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Times"), {"fields": ("date_joined", "last_login")}),
    )
    # Activity ends log-ins and closes sockets: it changes by the actions below.
    readonly_fields = ("is_active", "date_joined", "last_login")
    add_fieldsets = (
        (None, {"fields": ("username", "display_name", "email", "usable_password", "password1", "password2")}),
    )
    filter_horizontal = ()
    actions = ("deactivate", "activate", "remove_avatars")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return with_taken(super().get_queryset(request), "owner")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # What somebody said stays, and has an author.
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            people.welcome(obj)
        elif "display_name" in form.changed_data or "username" in form.changed_data:
            people.show_anew(obj)

    @admin.action(description=_("Deactivate the chosen people (their windows close at once)"))
    def deactivate(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        for person in chosen:
            with refusals_shown(request, person):
                people.deactivate(administrator(request), person)

    @admin.action(description=_("Let the chosen people in again"))
    def activate(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        for person in chosen:
            with refusals_shown(request, person):
                people.activate(administrator(request), person)

    @admin.action(description=_("Remove the pictures of the chosen people"))
    def remove_avatars(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        for person in chosen:
            with refusals_shown(request, person):
                avatars.remove(administrator(request), person)
