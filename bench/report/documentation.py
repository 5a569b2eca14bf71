"""docs/benchmarks.md, made of the results of one run or several."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from bench.report.merging import LOAD, merged
from bench.report.reach import goals
from bench.report.results import MOMENT, Results
from bench.report.table import goals_table, rows_table
from bench.report.titles import title_of
from tests.servers.process import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

`bin/bench` measures the chat beside its rivals, in one run on one machine; `bin/bench a g` only some scenarios, and
`--quick` in small sizes. It leaves a table in `bench/results/`; this page was made by
`bin/bench --document {files}`. Compare within a scenario only: another machine gives other
numbers, and much the same ratios. [performance.md](performance.md) says what the tables mean, and where the time goes.

## How

- Each server is **one process with a core for itself**. The load generator, Redis and PostgreSQL share the other.
- **All systems listen on a unix socket**, as ours does in production behind nginx on the same machine, and the
  generator stands in nginx's place: what nginx itself would cost is in no row. The scenario `a-tcp` is (a) with all
  systems on loopback TCP, which costs each of them more for a delivery.
- The generator opens real websockets, each with a person's own session where the server asks for one. It posts **by due
  time**: a message that leaves late was late, and latency counts from when it was due to its arrival at each member.
  It checks at every socket that each delivery came once, and that all members of a room saw one order.
- **CPU per delivery** is user and system time of the server process, divided by what it delivered; `+ stores` is
  that of Redis and PostgreSQL, where the system uses them. Memory is the proportional set size, over that of the same
  server before the sockets came.
- (f) ends when all are back: the others' p99 is of what was said until then. `hello to synced` is each one's own time
  from the upgrade to the last of what they missed; a time-out is a try that the server ended, or that took longer than
  the 10 s after which a browser gives up. `p99 without` is that before the storm, or before the slow readers of (g).
- (g) is (a) with long texts, so that those who do not read have more before them than the kernel keeps. The memory of a
  slow reader is by how much more the process grew at its peak than without them, for each of the 20.
- (h) calls the functions that pages and sockets call, in a database that grows to each of the sizes.
- (u) is (a), and then (a) beside ten people who send 25 MiB each over and over, by the same unix socket: five a JPEG
  of 20 million pixels, which a child process on the server's core opens, five a file that is no picture. Peak memory
  is the server's own, without those children.
- `includes`: **login** - who opens a socket is somebody, checked; **permission** - each post is checked against
  membership; **commit** - a message is in PostgreSQL, `synchronous_commit=on`, before anybody sees it; **order** - all
  members see one order; **resume** - who comes back gets what they missed.
- Channels tutorial: the asynchronous chat of its documentation on a stock Daphne (`-u`), with `socket_timeout` and
  `max_connections` set for the core layer, without which redis-py 8 cuts idle sockets; `saving` adds one
  `Message.objects.create` before `group_send`. Its queue holds 50 connections; whoever finds it full knocks again at
  once, where nginx would answer 502. Socket.IO: `io.to(room).emit`, with `@socket.io/redis-adapter`. ws: a loop over
  the members of a room.
- Ours runs with its rate limits on; the one for a room is raised, for (d) goes beyond what people do.

## On what

"""


def write(runs: Sequence[Results]) -> None:
    """The page holds these results, and nothing of earlier ones."""
    rows = merged(runs)
    files = " ".join(f"bench/results/{run.began}.json" for run in runs)
    parts = [HEAD.format(files=files) + machine(runs), "## Reached", goals_table(goals(rows)), "## Measured"]
    for name, group in groupby(rows, lambda row: row.scenario):
        parts += [f"### ({name}) {title_of(name)}", rows_table(group)]
    PAGE.write_text("\n\n".join(parts) + "\n")


def machine(runs: Sequence[Results]) -> str:
    """Return the list of facts, and of the runs when they were several."""
    facts = [f"- {name}: {value}" for name, value in runs[0].machine.items() if name != LOAD]
    return "\n".join(facts + [f"- Measured {spell(run)}" for run in runs])


def spell(run: Results) -> str:
    began = datetime.strptime(run.began, MOMENT)
    minutes = f"{run.seconds / 60:.0f} minutes, load before {run.machine[LOAD]}"
    return f"{began:%Y-%m-%d at %H:%M}: {', '.join(f'({name})' for name in run.measured)} in {minutes}"
