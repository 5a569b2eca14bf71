"""Every page, every method, every actor: what the table says is what happens."""

import re
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from chat.urls import urlpatterns
from tests.policy.scene import Scene, make_scene
from tests.policy.table import ACTORS, GET, PAGES, POST, Row

LOGIN = "/accounts/login/"
SECRETS = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def outcome(response: HttpResponse) -> str:
    """Return what the visitor got, in the table's words."""
    if response.status_code == 302:
        return "login" if response.headers["Location"].startswith(LOGIN) else "done"
    return "page" if response.status_code == 200 else str(response.status_code)


def ask(scene: Scene, actor: str, name: str, method: str, address: str) -> HttpResponse:
    """Send the actor's request; whatever it does is undone."""
    client = Client()
    if actor in scene.actors:
        client.force_login(scene.actors[actor])
    with transaction.atomic():
        answer = client.get(address) if method == GET else send(client, address, scene.form(name))
        transaction.set_rollback(True)
    return answer


def send(client: Client, address: str, form: dict[str, Any] | bytes) -> HttpResponse:
    if isinstance(form, bytes):
        return client.post(address, form, content_type="application/octet-stream")
    return client.post(address, form)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "kind"),
    [pytest.param(row, kind, id=f"{row.name}-{row.method}-{kind}") for row in PAGES for kind in row.kinds],
)
def test_everybody_gets_what_the_table_says(row: Row, kind: str) -> None:
    scene = make_scene(kind)
    address = scene.address(row.name)
    found = {actor: outcome(ask(scene, actor, row.name, row.method, address)) for actor in ACTORS}
    assert found == row.expected()


def test_every_page_has_its_rows() -> None:
    wanted = {(pattern.name, method) for pattern in urlpatterns for method in (GET, POST)}
    assert {(row.name, row.method) for row in PAGES} == wanted


def test_no_cell_of_the_table_stands_twice() -> None:
    cells = [(row.name, row.method, kind) for row in PAGES for kind in row.kinds]
    assert len(cells) == len(set(cells))


ROOM_PAGES = sorted({row.name for row in PAGES if row.name.startswith(("room-", "member", "message", "invitations"))})


@pytest.mark.django_db
@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("name", ["room", "invitation-revoke", *(name for name in ROOM_PAGES if name != "room-new")])
def test_a_private_room_and_no_room_answer_alike(name: str, method: str) -> None:
    scene = make_scene("closed")
    address, slug = scene.address(name), scene.room.slug
    absent = address.replace(f"/{slug}/", "/absent/")
    answers = []
    for place in (address, absent):
        answer = ask(scene, "outsider", name, method, place)
        body = SECRETS.sub("", answer.content.decode()).replace(place, "HERE")
        answers.append((answer.status_code, sorted(answer.headers.items()), body))
    assert address != absent
    assert answers[0] == answers[1]


@pytest.mark.django_db
def test_a_message_and_no_message_in_a_private_room_answer_alike() -> None:
    scene = make_scene("closed")
    numbers = [reverse("chat:message", args=[scene.room.slug, number]) for number in (1, 999)]
    assert [ask(scene, "outsider", "message", GET, address).status_code for address in numbers] == [404, 404]
    assert [ask(scene, "member", "message", GET, address).status_code for address in numbers] == [200, 404]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "head"])
def test_other_methods_change_nothing_and_break_nothing(method: str) -> None:
    scene = make_scene("closed")
    client = Client()
    client.force_login(scene.actors["owner"])
    revision = scene.room.revision
    answers = {page.name: getattr(client, method)(scene.address(page.name)).status_code for page in urlpatterns}
    assert {name: status for name, status in answers.items() if status not in {200, 302, 405}} == {}
    scene.room.refresh_from_db()
    assert scene.room.revision == revision
