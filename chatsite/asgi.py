"""The one ASGI application: pages over HTTP, live sockets over websockets."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatsite.settings")
pages = get_asgi_application()

# Only now are the apps ready, and models importable.
from chat.live.routing import sockets  # noqa: E402
from chat.live.serving import Serving  # noqa: E402

application = Serving(ProtocolTypeRouter({"http": pages, "websocket": sockets}))
