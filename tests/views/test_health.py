"""What a load balancer asks."""

import pytest
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from chat.views import health
from tests.cast import Cast


@pytest.mark.django_db
def test_a_living_process_says_so_before_there_is_a_site(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


def test_a_living_process_asks_no_database(cast: Cast, client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        client.get("/healthz")


@pytest.mark.django_db
def test_a_migrated_database_is_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in ("ok", "database", "migrated")} == dict.fromkeys(
        ("ok", "database", "migrated"), True
    )


@pytest.mark.django_db
def test_a_database_that_waits_for_a_migration_is_not(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="chat").delete()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["migrated"], answer.json()["database"]) == (503, False, True)


@pytest.mark.django_db
def test_a_database_that_is_away_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(connection: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(health, "MigrationExecutor", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)
