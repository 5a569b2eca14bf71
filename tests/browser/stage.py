"""Alice and Bob on the production site, each in a window whose socket sits in a web process of its own."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.browser.doors import Doors
from tests.browser.hands import Hand
from tests.browser.people import Window
from tests.servers.site import Person
from tests.servers.topology import Topology

numbers = itertools.count(1)


@dataclass
class Stage:
    """`alice_hand` does without a window what Alice does elsewhere, at another desk."""

    site: Topology
    doors: Doors
    enter: Callable[..., Window]
    alice: Person
    bob: Person
    alice_hand: Hand = field(init=False)

    def __post_init__(self) -> None:
        self.alice_hand = Hand(self.site, self.alice)

    def room(self, kind: str = "closed") -> str:
        """Return the slug of a room that nobody has used, which Alice owns and Bob belongs to."""
        return self.alice_hand.make_room(f"Room {next(numbers)}", "bob", kind=kind)

    def alice_enters(self) -> Window:
        return self.enter(self.site, self.alice, url=self.doors.urls[0])

    def bob_enters(self) -> Window:
        return self.enter(self.site, self.bob, url=self.doors.urls[1])

    def both_in(self, slug: str) -> tuple[Window, Window]:
        """Return Alice's and Bob's window, with the room open and live."""
        return self.alice_enters().open_room(slug), self.bob_enters().open_room(slug)
