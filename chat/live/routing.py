"""The websocket addresses."""

from channels.routing import URLRouter
from django.urls import path

from chat.live.consumers import ChatConsumer
from chat.live.sign_in import SignInRequired

sockets = SignInRequired(URLRouter([path("ws/", ChatConsumer.as_asgi())]))
