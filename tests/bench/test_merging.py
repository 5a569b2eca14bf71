"""docs/benchmarks.md tells what was measured in parts as one, where that is true."""

import pytest

from bench.report import documentation
from bench.report.merging import merged
from bench.report.reach import goals
from bench.report.results import Results
from bench.report.row import Row

MACHINE = {"CPU": "one", "Load before": "0.10", "Commit": "abc"}


def row(scenario: str, system: str = "Chatsite", **values: float) -> Row:
    return Row(scenario, system, "-", values)


def run(*rows: Row, began: str = "2026-01-02-030405", failures: tuple[str, ...] = (), **machine: str) -> Results:
    return Results(began, machine=MACHINE | machine, rows=list(rows), failures=list(failures), seconds=240)


def test_rows_are_in_the_order_of_a_whole_run() -> None:
    runs = [run(row("d"), row("b+")), run(row("a-tcp"), row("a"), row("b"))]
    assert [one.scenario for one in merged(runs)] == ["a", "a-tcp", "b", "b+", "d"]


def test_another_commit_is_refused() -> None:
    with pytest.raises(SystemExit, match="differ in Commit: abc, def"):
        merged([run(row("a")), run(row("b"), Commit="def")])


def test_another_load_is_not() -> None:
    assert len(merged([run(row("a")), run(row("b"), **{"Load before": "3.00"})])) == 2


def test_nobody_chooses_the_better_of_two_measurements() -> None:
    with pytest.raises(SystemExit, match="more than one of these runs: b"):
        merged([run(row("a"), row("b")), run(row("b"))])


def test_what_broke_off_is_left_out_and_measured_anew() -> None:
    runs = [run(row("b", "first"), failures=("b",)), run(row("b", "second"))]
    assert [one.system for one in merged(runs)] == ["second"]


def test_a_quick_run_is_no_measurement() -> None:
    quick = run(row("a"))
    quick.quick = True
    with pytest.raises(SystemExit, match="measures nothing"):
        merged([quick])


def test_the_page_says_when_each_part_was_measured(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(documentation, "PAGE", tmp_path / "benchmarks.md")
    documentation.write([run(row("a")), run(row("b", sockets=1_000), began="2026-01-02-040506")])
    page = (tmp_path / "benchmarks.md").read_text()
    assert "Measured 2026-01-02 at 03:04: (a) in 4 minutes, load before 0.10" in page
    assert "Measured 2026-01-02 at 04:05: (b) in 4 minutes, load before 0.10" in page
    assert "bench/results/2026-01-02-030405.json bench/results/2026-01-02-040506.json" in page
    assert "1,000" in page


def test_each_transport_is_compared_with_itself() -> None:
    costs = {"server_us": 8.0, "stores_us": 2.0}
    rows = [row("a", p99_ms=4.0, **costs), row("a-tcp", p99_ms=9.0, **costs)]
    rows += [row(one.scenario, "Socket.IO + Redis", p99_ms=4.0, server_us=20.0, stores_us=0.0) for one in rows]
    found = {goal.name: goal.reached for goal in goals(rows)}
    assert found["(a) p99, to Socket.IO's"] == "1.00"
    assert found["(a-tcp) p99, to Socket.IO's"] == "2.25"
    assert found["(a) CPU per delivery, commit included, to Socket.IO's"] == "0.50"
    assert found["(d) deliveries/s, one process"] == "not measured"
