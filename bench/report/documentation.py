"""docs/benchmarks.md, made of one run's results."""

from itertools import groupby

from bench.report.columns import SCENARIOS
from bench.report.reach import goals
from bench.report.results import Results
from bench.report.table import goals_table, rows_table
from tests.servers.process import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

`bin/bench` measures the chat beside its rivals, in one run on one machine; `bin/bench a g` only some scenarios, and
`--quick` in small sizes. It leaves a table in `bench/results/`; this page was made of one by
`bin/bench --document bench/results/{began}.json`. Compare within a run only: another machine gives other numbers,
and much the same ratios.

## How

- Each server is **one process with a core for itself**. The load generator, Redis and PostgreSQL share the other.
- The generator opens real websockets, each with a person's own session where the server asks for one. It posts **by due
  time**: a message that leaves late was late, and latency counts from when it was due to its arrival at each member.
  It checks at every socket that each delivery came once, and that all members of a room saw one order.
- **CPU per delivery** is user and system time of the server process, divided by what it delivered; `+ stores` is
  that of Redis and PostgreSQL, where the system uses them. Memory is the proportional set size, over that of the same
  server before the sockets came.
- `includes`: **login** - who opens a socket is somebody, checked; **permission** - each post is checked against
  membership; **commit** - a message is in PostgreSQL, `synchronous_commit=on`, before anybody sees it; **order** - all
  members see one order; **resume** - who comes back gets what they missed.
- Channels tutorial: the asynchronous chat of its documentation on a stock Daphne, with `socket_timeout` and
  `max_connections` set for the core layer, without which redis-py 8 cuts idle sockets; `saving` adds one
  `Message.objects.create` before `group_send`. Socket.IO: `io.to(room).emit`, with `@socket.io/redis-adapter`. ws: a
  loop over the members of a room.
- Ours runs with its rate limits on; the one for a room is raised, for (d) goes beyond what people do.

## On what

"""


def write(results: Results) -> None:
    """The page holds these results, and nothing of earlier ones."""
    if results.quick:
        raise SystemExit("A quick run measures nothing: its results are not for the documentation.")
    machine = "\n".join(f"- {name}: {value}" for name, value in results.machine.items())
    parts = [HEAD.format(began=results.began) + machine, "## Reached", goals_table(goals(results.rows)), "## Measured"]
    for scenario, rows in groupby(results.rows, lambda row: row.scenario):
        parts += [f"### ({scenario}) {SCENARIOS[scenario]}", rows_table(rows)]
    PAGE.write_text("\n\n".join(parts) + "\n")
