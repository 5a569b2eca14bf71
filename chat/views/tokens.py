"""A person's access tokens: made, shown once, revoked."""

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chat import access
from chat.actions import tokens as token_actions
from chat.errors import Invalid
from chat.forms import TokenForm
from chat.models import Token
from chat.views.requests import SignedInRequest


@never_cache
def tokens(request: SignedInRequest) -> HttpResponse:
    """Show the person's tokens; make one. The new one is shown this once."""
    form, secret = TokenForm(request.POST or None, person=request.user), None
    if request.method == "POST" and form.is_valid():
        secret = _make(request, form)
        if secret:
            form = TokenForm(person=request.user)
    mine = Token.objects.filter(person=request.user, revoked_at=None).prefetch_related("rooms")
    context = {"form": form, "secret": secret, "tokens": mine.order_by("-created_at")}
    return render(request, "tokens/list.html", context)


@require_POST
def revoke(request: SignedInRequest, token_id: int) -> HttpResponse:
    token = access.own_token(request.user, token_id)
    token_actions.revoke(request.user, token)
    notices.success(request, _("“%(name)s” is revoked.") % {"name": token.name})
    return redirect("chat:tokens")


def _make(request: SignedInRequest, form: TokenForm) -> str | None:
    """Return the new token's text; None with the reason in the form."""
    try:
        _token, secret = token_actions.create(request.user, **form.wanted())
    except Invalid as error:
        for field, sentence in error.fields.items():
            form.add_error(field, str(sentence))
        return None
    return secret
