"""What we want to reach, as ratios within one run, and whether this run did."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.report.row import Row, Values

OURS, SOCKET_IO = "Chatsite", "Socket.IO + Redis"
CORE = "Channels tutorial, core"
SAVING = [f"{CORE}, saving", "Channels tutorial, pubsub, saving"]


@dataclass(frozen=True)
class Goal:
    """`value` is None when this run did not measure it."""

    name: str
    limit: float
    value: float | None
    style: str = "{:.2f}"
    at_least: bool = False

    @property
    def wanted(self) -> str:
        return f"{'at least' if self.at_least else 'at most'} {self.style.format(self.limit)}"

    @property
    def reached(self) -> str:
        return "not measured" if self.value is None else self.style.format(self.value)

    @property
    def verdict(self) -> str:
        if self.value is None:
            return ""
        return "met" if (self.value >= self.limit if self.at_least else self.value <= self.limit) else "NOT MET"


def goals(rows: Sequence[Row]) -> list[Goal]:
    """Return every goal with what these rows say of it."""
    found = {(row.scenario, row.system): row.values for row in rows}

    def of(scenario: str, system: str, name: str) -> float | None:
        return found.get((scenario, system), {}).get(name)

    saving = [rate for system in SAVING if (rate := of("b+", system, "messages_per_second")) is not None]
    against_saving = ratio(of("b+", OURS, "messages_per_second"), max(saving, default=None))
    beside_uploads = ratio(of("u", OURS, "p99_ms"), of("u", OURS, "calm_p99_ms"))
    against_calm = ratio(of("g", OURS, "p99_ms"), of("g", OURS, "calm_p99_ms"))
    return [
        *of_one_room("a", found),
        *(of_one_room("a-tcp", found) if ("a-tcp", OURS) in found else []),
        Goal("(d) deliveries/s, one process", 50_000, of("d", OURS, "deliveries_per_second"), "{:,.0f}", at_least=True),
        Goal(
            "(b) messages/s, to the better tutorial that saves",
            3,
            against_saving,
            at_least=True,
        ),
        Goal("(e) KB per idle socket", 35, of("e", OURS, "memory_kb"), "{:.1f}"),
        Goal("(e) connects/s, one process", 800, of("e", OURS, "connects_per_second"), "{:,.0f}", at_least=True),
        Goal("(f) time-outs", 0, of("f", OURS, "timeouts"), "{:.0f}"),
        Goal("(g) p99 of the others, to that without", 1.1, against_calm),
        Goal("(g) MiB for each slow reader", 1, of("g", OURS, "reader_mib")),
        *growth(rows),
        Goal("(u) p99 beside uploads, to that without", 2, beside_uploads),
    ]


def of_one_room(scenario: str, found: dict[tuple[str, str], Values]) -> Iterator[Goal]:
    """Yield the goals of (a), over one transport or the other."""

    def values(system: str) -> Values:
        return found.get((scenario, system), {})

    def cost(system: str) -> float | None:
        return sum(values(system)[name] for name in ("server_us", "stores_us")) if values(system) else None

    what = f"({scenario}) CPU per delivery, commit included, to"
    yield Goal(f"{what} the tutorial's on core", 0.05, ratio(cost(OURS), cost(CORE)), "{:.3f}")
    yield Goal(f"{what} Socket.IO's", 1, ratio(cost(OURS), cost(SOCKET_IO)))
    p99, others = values(OURS).get("p99_ms"), values(SOCKET_IO).get("p99_ms")
    yield Goal(f"({scenario}) p99, to Socket.IO's", 2, ratio(p99, others))


def growth(rows: Sequence[Row]) -> Iterator[Goal]:
    """Yield one goal for each kind of reading: the biggest database to the smallest."""
    kinds: dict[str, list[Values]] = {}
    for row in rows:
        if row.scenario == "h":
            kinds.setdefault(row.system.rpartition(", ")[0], []).append(row.values)
    for kind, sizes in kinds.items():
        sizes.sort(key=lambda values: values["messages"])
        yield Goal(f"(h) {kind}: p50, biggest to smallest", 1.2, ratio(sizes[-1]["p50_ms"], sizes[0]["p50_ms"]))


def ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None
