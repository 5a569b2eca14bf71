"""Which systems stand side by side."""

from collections.abc import Iterator

from bench.systems.chatsite import OurChat
from bench.systems.node import SocketIORedis, Ws
from bench.systems.stores import Stores
from bench.systems.system import System
from bench.systems.tutorial import TutorialOnCore, TutorialOnPubSub


def everyone(stores: Stores) -> Iterator[System]:
    """Yield all, ours first."""
    yield from saving(stores)
    yield TutorialOnCore(stores, saves=False)
    yield TutorialOnPubSub(stores, saves=False)
    yield SocketIORedis(stores)
    yield Ws(stores)


def saving(stores: Stores) -> Iterator[System]:
    """Yield those that keep what is said."""
    yield OurChat(stores)
    yield TutorialOnCore(stores, saves=True)
    yield TutorialOnPubSub(stores, saves=True)


def one_of_each(stores: Stores) -> Iterator[System]:
    """Yield one of each kind of server."""
    yield OurChat(stores)
    yield TutorialOnCore(stores, saves=False)
    yield SocketIORedis(stores)
    yield Ws(stores)
