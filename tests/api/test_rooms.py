"""Rooms and who is in them."""

from chat.actions import memberships, rooms
from chat.models import Room
from tests.api.program import program
from tests.cast import Cast, make_person, member


def test_alice_makes_a_room_and_owns_it(cast: Cast) -> None:
    made = program(cast.alice).do("POST", "/rooms", {"kind": "closed", "name": " Boat shed ", "topic": "Ropes"})
    assert (made["slug"], made["name"], made["topic"], made["kind"]) == ("boat-shed", "Boat shed", "Ropes", "closed")
    assert made["role"] == "owner"
    assert member(Room.objects.get(slug="boat-shed"), cast.alice).is_owner


def test_the_same_people_meet_in_the_same_direct_room(cast: Cast) -> None:
    first = program(cast.alice).do("POST", "/rooms/direct", {"people": ["bob"]})
    again = program(cast.bob).do("POST", "/rooms/direct", {"people": ["alice"]})
    assert (first["id"], first["name"]) == (again["id"], "bob")
    assert program(cast.alice).refusal("POST", "/rooms/direct", {"people": ["nobody"]}) == (404, "not_found")
    assert program(cast.alice).refusal("POST", "/rooms/direct", {"people": ["alice"]}) == (422, "invalid_fields")


def test_ones_rooms_are_those_of_the_sidebar(cast: Cast) -> None:
    rooms.open_direct(cast.alice, [cast.bob])
    cast.say("bob", "Hello @alice")
    workshop, talk = program(cast.alice).get("/rooms")
    assert (workshop["slug"], workshop["unread"], workshop["mentions"]) == ("workshop", 1, [1])
    assert (talk["kind"], [person["username"] for person in talk["people"]]) == ("direct", ["bob"])
    assert program(cast.charlie).get("/rooms") == []


def test_what_is_left_out_of_a_change_stays(cast: Cast) -> None:
    asking = program(cast.alice)
    assert asking.do("PATCH", "/rooms/workshop", {"topic": ""})["name"] == "workshop"
    changed = asking.do("PATCH", "/rooms/workshop", {"name": "Engines"})
    assert (changed["name"], changed["topic"], changed["slug"]) == ("Engines", "", "workshop")


def test_an_archived_room_is_read_and_not_written(cast: Cast) -> None:
    asking = program(cast.alice)
    assert asking.do("POST", "/rooms/workshop/archive")["archived"]
    assert asking.refusal("POST", "/rooms/workshop/messages", {"text": "Hello"}) == (409, "room_archived")
    assert asking.get("/rooms/workshop/messages")["messages"]
    assert not asking.do("POST", "/rooms/workshop/unarchive")["archived"]


def test_charlie_joins_an_open_room_and_leaves_it(open_cast: Cast) -> None:
    asking = program(open_cast.charlie)
    assert [(room["slug"], room["joined"]) for room in asking.get("/open-rooms?q=work")] == [("workshop", False)]
    assert asking.do("POST", "/rooms/workshop/join")["role"] == "member"
    assert asking.get("/open-rooms?q=work")[0]["members"] == 4
    asking.do("POST", "/rooms/workshop/leave")
    assert asking.refusal("GET", "/rooms/workshop") == (404, "not_found")


def test_the_last_owner_stays(cast: Cast) -> None:
    assert program(cast.alice).refusal("POST", "/rooms/workshop/leave") == (409, "last_owner")


def test_members_come_and_go_and_change_their_roles(cast: Cast) -> None:
    asking = program(cast.alice)
    asking.do("POST", "/rooms/workshop/members", {"people": ["charlie", "bob"]})
    assert member(cast.room, cast.charlie).is_present
    assert asking.do("PUT", "/rooms/workshop/members/charlie", {"role": "moderator"})["role"] == "moderator"
    asking.do("DELETE", "/rooms/workshop/members/charlie")
    assert not member(cast.room, cast.charlie).is_present
    assert asking.refusal("DELETE", "/rooms/workshop/members/charlie") == (404, "not_found")
    assert asking.refusal("PUT", "/rooms/workshop/members/bob", {"role": "king"}) == (422, "invalid_fields")


def test_many_members_come_in_pages(cast: Cast, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    for number in range(4):
        memberships.admit(make_person(f"guest-{number}"), cast.room)
    monkeypatch.setattr("chat.limits.PAGE_MEMBERS", 3)
    asking, names, after = program(cast.bob), [], ""
    while after is not None:
        page = asking.get(f"/rooms/workshop/members?after={after}")
        names += [one["person"]["username"] for one in page["members"]]
        after = page["after"]
    assert names == ["alice", "bob", "dana", "guest-0", "guest-1", "guest-2", "guest-3"]


def test_people_are_found_by_name(cast: Cast) -> None:
    asking = program(cast.alice)
    assert [person["username"] for person in asking.get("/people?q=bo")] == ["bob"]
    assert asking.get("/people/bob")["timezone"] == ""
    assert asking.refusal("GET", "/people/nobody") == (404, "not_found")
    assert asking.refusal("GET", "/people") == (422, "invalid_fields")
