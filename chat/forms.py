"""The forms of the pages. They check what was typed; rules are the actions'."""

import zoneinfo
from typing import Any

from django import forms
from django.contrib.auth import get_user_model, password_validation
from django.utils.crypto import constant_time_compare
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from chat import limits
from chat.models import Community, Membership, Room, Token, User
from chat.validators import validate_name, validate_text

Person = get_user_model()
UNTIL_REVOKED = (0, _("until revoked"))


class RoomForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=limits.ROOM_NAME_CHARACTERS, validators=[validate_name])
    topic = forms.CharField(
        label=_("Topic"), max_length=limits.ROOM_TOPIC_CHARACTERS, required=False, validators=[validate_text]
    )


class NewRoomForm(RoomForm):
    kind = forms.ChoiceField(
        label=_("Who can join"),
        choices=[(Room.Kind.OPEN, _("Everybody")), (Room.Kind.CLOSED, _("People who are invited"))],
        initial=Room.Kind.OPEN,
        widget=forms.RadioSelect,
    )


class DirectRoomForm(forms.Form):
    people = forms.ModelMultipleChoiceField(
        label=_("People"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="username",
        error_messages={"required": _("Choose somebody to talk to.")},
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Person.objects.filter(is_active=True).exclude(pk=person.pk).order_by("display_name", "username")
        field = self.fields["people"]
        field.queryset = others  # type: ignore[attr-defined]
        field.label_from_instance = lambda other: other.name  # type: ignore[attr-defined]


class AddMemberForm(forms.Form):
    username = forms.CharField(label=_("Add somebody by username"), max_length=limits.USERNAME_CHARACTERS)

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().removeprefix("@").lower()


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)


class InvolvementForm(forms.Form):
    involvement = forms.ChoiceField(choices=Membership.Involvement.choices)


class InvitationForm(forms.Form):
    days = forms.IntegerField(
        label=_("Days"), min_value=1, max_value=limits.INVITATION_DAYS_MAX, initial=limits.INVITATION_DAYS
    )
    uses = forms.IntegerField(
        label=_("People"), min_value=1, max_value=limits.INVITATION_USES_MAX, initial=limits.INVITATION_USES
    )


class ProfileForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ("display_name", "title", "timezone", "hides_presence", "plays_sound")
        help_texts = {"display_name": _("What others see. Your username stays the same.")}
        widgets = {"timezone": forms.TextInput(attrs={"list": "timezones", "data-timezone": "", "autocomplete": "off"})}

    def clean_timezone(self) -> str:
        typed = str(self.cleaned_data["timezone"])
        if typed and typed not in zoneinfo.available_timezones():
            raise forms.ValidationError(_("There is no such time zone. Choose one like Europe/Lisbon."))
        return typed


class PostForm(forms.Form):
    """The composer without JavaScript."""

    text = forms.CharField(strip=False, required=False)
    client_id = forms.UUIDField()


class TokenForm(forms.Form):
    """What a new access token shall be; `wanted` returns it as the action takes it."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("What uses it: “build server”, for example."),
        max_length=limits.TOKEN_NAME_CHARACTERS,
        validators=[validate_name],
    )
    scope = forms.ChoiceField(label=_("May"), choices=Token.Scope.choices, initial=Token.Scope.READ)
    days = forms.TypedChoiceField(
        label=_("Lasts"),
        choices=[*((days, format_lazy(_("{days} days"), days=days)) for days in limits.TOKEN_DAYS), UNTIL_REVOKED],
        coerce=int,
        initial=limits.TOKEN_DAYS_CHOSEN,
    )
    rooms = forms.ModelMultipleChoiceField(
        label=_("Only in these rooms"),
        help_text=_("Without any, it reaches all your rooms, also those to come."),
        queryset=Room.objects.none(),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Membership.objects.present().filter(person=person).values("room")
        rooms = Room.objects.filter(pk__in=mine).exclude(kind=Room.Kind.DIRECT).order_by("name")
        self.fields["rooms"].queryset = rooms  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return typed | {"days": typed["days"] or None, "rooms": list(typed["rooms"]) or None}


class SetupForm(forms.ModelForm):
    community = forms.CharField(
        label=_("Name of your community"),
        max_length=limits.ROOM_NAME_CHARACTERS,
        validators=Community._meta.get_field("name").validators,
    )
    room = forms.CharField(
        label=_("First room"), max_length=limits.ROOM_NAME_CHARACTERS, initial="general", validators=[validate_name]
    )
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    key = forms.CharField(label=_("Setup key"), help_text=_("It was printed where the server was started."), strip=True)

    class Meta:
        model = Person
        fields = ("username", "display_name", "email")

    field_order = ["key", "community", "room", "username", "display_name", "email", "password"]

    def __init__(self, *args: Any, setup_key: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._setup_key = setup_key
        self.fields["email"].required = True
        self.fields["username"].widget.attrs["autocomplete"] = "username"
        if setup_key is None:
            del self.fields["key"]

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if not constant_time_compare(key, self._setup_key or ""):
            raise forms.ValidationError(_("This is not the key that was printed. Copy it once more."))
        return key

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        password_validation.validate_password(password, self.instance)
        return password
