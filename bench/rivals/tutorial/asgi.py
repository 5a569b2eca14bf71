import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.rivals.tutorial.settings")
pages = get_asgi_application()

# Only now are the apps ready, and models importable.
from django.urls import re_path  # noqa: E402

from bench.rivals.tutorial.consumers import ChatConsumer  # noqa: E402

urlpatterns: list = []
rooms = URLRouter([re_path(r"ws/chat/(?P<room_name>\w+)/$", ChatConsumer.as_asgi())])
websockets = AllowedHostsOriginValidator(AuthMiddlewareStack(rooms))
application = ProtocolTypeRouter({"http": pages, "websocket": websockets})
