"""The one ASGI application: pages over HTTP, live sockets over websockets."""

import os

import django
from channels.routing import ProtocolTypeRouter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatsite.settings")
django.setup(set_prefix=False)

# Only now are the apps ready, and models importable.
from chat.live.routing import sockets  # noqa: E402
from chat.live.serving import Serving  # noqa: E402
from chatsite.pages import Pages  # noqa: E402

application = Serving(ProtocolTypeRouter({"http": Pages(), "websocket": sockets}))
