"""What all measured systems have in common."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

from bench.address import Address
from bench.cores import SERVER, on
from bench.load.dialects import Dialect, Member
from bench.systems.stores import Stores
from bench.systems.usage import cpu_seconds, forget_peak, peak_bytes, resident_bytes
from tests.servers.process import Process


@dataclass(frozen=True)
class Includes:
    """What a delivery stands for. docs/benchmarks.md says what each word means."""

    login: bool = False
    permission: bool = False
    commit: bool = False
    order: bool = False
    resume: bool = False

    def __str__(self) -> str:
        return " ".join(name for name, given in vars(self).items() if given) or "-"


class System(ABC):
    """One server process at an address. Subclasses make it, and the members of its rooms."""

    name: str
    includes = Includes()

    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self.address: Address
        self.process: Process

    def start(self, folder: Path, rooms: list[int], *, tcp: bool) -> list[Member]:
        """The server runs alone on its core; returns the members of rooms of these sizes, ready to come."""
        self.address = Address.new(folder, tcp=tcp)
        self.process = self.make(folder)
        with on(SERVER):
            self.process.launch()
        self.process.wait_ready()
        return self.members(rooms)

    @abstractmethod
    def make(self, folder: Path) -> Process: ...

    def members(self, rooms: list[int]) -> list[Member]:
        """Return somebody for each place in each room."""
        return [Member(room) for room, size in enumerate(rooms) for _ in range(size)]

    @abstractmethod
    def dialect(self) -> Dialect: ...

    def stop(self) -> None:
        """Nothing of it runs any more."""
        self.process.kill()

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.process.pid)

    def stores_cpu_seconds(self) -> float:
        """Return what the stores behind it have used, theirs alone."""
        return sum(cpu_seconds(store.pid) for store in self.uses())

    def uses(self) -> list[Process]:
        return []

    def forget_peak(self) -> None:
        forget_peak(self.process.pid)

    def peak_bytes(self) -> int:
        return peak_bytes(self.process.pid)

    def resident_bytes(self) -> int:
        return resident_bytes(self.process.pid)
