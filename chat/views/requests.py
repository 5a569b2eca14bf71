"""The person behind a request."""

from django.http import HttpRequest

from chat.models import User


class SignedInRequest(HttpRequest):
    """A request that passed LoginRequiredMiddleware."""

    user: User
