from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chat import limits
from chat.actions import connections
from chat.admin.acting import ReadOnlyAdmin, administrator, refusals_shown
from chat.models import Connection, Room
from chat.validators import validate_line

NOTICE = forms.CharField(max_length=limits.NOTICE_CHARACTERS, validators=[validate_line])


class NoticeForm(ActionForm):
    """Beside the actions, what the notice says. It is checked by the action that needs it."""

    notice = forms.CharField(
        label=_("Notice:"), required=False, widget=forms.TextInput({"maxlength": limits.NOTICE_CHARACTERS})
    )


@admin.register(Connection)
class ConnectionAdmin(ReadOnlyAdmin):
    """Every open window of everybody, in every process, as it was a second ago."""

    list_display = ("person", "address", "browser", "process", "since", "last_active", "shown_rooms", "is_lagging")
    list_filter = ("process", "is_lagging", "since", "person")
    list_select_related = ("person", "process")
    search_fields = ("id", "person__username", "person__display_name", "address", "agent")
    fields = ("id", "person", "address", "agent", "process", "since", "last_active", "rooms", "is_lagging")
    readonly_fields = fields
    ordering = ("-since",)
    actions = ("close", "send_notice")
    action_form = NoticeForm
    list_per_page = 50

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Return the list, its rooms' names read together."""
        found = super().get_changelist_instance(request)
        shown = {room_id for connection in found.result_list for room_id in connection.rooms}
        names = {room.pk: room.name or str(_("direct")) for room in Room.objects.filter(pk__in=shown)}
        for connection in found.result_list:
            connection.room_names = ", ".join(names[room_id] for room_id in connection.rooms if room_id in names)
        return found

    @admin.display(description=_("browser"))
    def browser(self, connection: Connection) -> str:
        return connection.browser

    @admin.display(description=_("rooms"))
    def shown_rooms(self, connection: Connection) -> str:
        return connection.room_names  # type: ignore[attr-defined]  # get_changelist_instance has put it there

    @admin.action(description=_("Close the chosen connections"))
    def close(self, request: HttpRequest, chosen: QuerySet[Connection]) -> None:
        for connection in chosen:
            with refusals_shown(request, connection):
                connections.close(administrator(request), connection)

    @admin.action(description=_("Send the notice to the chosen connections"))
    def send_notice(self, request: HttpRequest, chosen: QuerySet[Connection]) -> None:
        try:
            words = NOTICE.clean(request.POST.get("notice", ""))
        except ValidationError as error:
            messages.error(request, _("Notice: %(why)s") % {"why": error.messages[0]})
            return
        for connection in chosen:
            with refusals_shown(request, connection):
                connections.send(administrator(request), connection, connections.NOTICE, words)
