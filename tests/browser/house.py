"""The embedded site, furnished: people who know each other, and rooms that have been talked in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.browser.hands import Hand
from tests.browser.people import Window
from tests.servers.site import Person, Site


@dataclass
class Home:
    """What is there for all tests."""

    site: Site
    people: dict[str, Person]
    rooms: dict[str, str]
    bob_hand: Hand


def furnish(site: Site) -> Home:
    """The site has what seeds.py says."""
    made = site.run("from tests.browser.seeds import furnish; answer = furnish()")
    people = {person["username"]: Person(**person) for person in made["people"]}
    return Home(site, people, made["rooms"], Hand(site, people["bob"]))


@dataclass
class House:
    """`bob_hand` does without a window what Bob does elsewhere."""

    home: Home
    enter: Callable[..., Window]

    @property
    def bob_hand(self) -> Hand:
        return self.home.bob_hand

    def slug(self, name: str) -> str:
        return self.home.rooms[name]

    def enters(self, username: str = "alice", **options: Any) -> Window:
        """Return a window of somebody in the house."""
        return self.enter(self.home.site, self.home.people[username], **options)

    def alice_in(self, name: str, **options: Any) -> Window:
        """Return Alice's window with one of the furnished rooms open and live."""
        return self.enters(**options).open_room(self.slug(name))

    def alice_in_fresh_room(self, name: str, **options: Any) -> tuple[Window, str]:
        """Return Alice's window with a room that nobody has spoken in, and the room's slug; Bob owns it."""
        slug = self.bob_hand.make_room(name, "alice")
        return self.enters(**options).open_room(slug), slug
