"""What a load balancer asks: does this process live, and can it serve?"""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from chat.live.hub import serving_hub

SERVICE_UNAVAILABLE = 503


@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the process lives."""
    return JsonResponse({"ok": True})


@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and is migrated; `layer` tells whether its echo came back.

    A lost layer does not make a process unready: the chat goes on through the database, and restarts would not help.
    """
    try:
        executor = MigrationExecutor(connection)
        migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        database = True
    except DatabaseError:
        database = migrated = False
    hub = serving_hub()
    state = {"database": database, "migrated": migrated, "layer": hub is not None and hub.relay.is_healthy}
    ready = database and migrated
    return JsonResponse({"ok": ready, **state}, status=200 if ready else SERVICE_UNAVAILABLE)
