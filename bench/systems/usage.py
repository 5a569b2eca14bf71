"""What processes have used, from /proc."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
# The fields of /proc/PID/stat after the name: user and system time, then those of children that have ended.
TIMES = slice(11, 15)


def cpu_seconds(pid: int) -> float:
    """Return user and system time of a process and all its children, of those that have ended too."""
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[TIMES]
    return sum(map(int, times)) / TICKS + sum(map(cpu_seconds_or_none, children(pid)))


def cpu_seconds_or_none(pid: int) -> float:
    try:
        return cpu_seconds(pid)
    except FileNotFoundError:
        return 0  # it ended just now, and its parent has its time


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def resident_bytes(pid: int) -> int:
    """Return the proportional set size: what the process has in memory, shared pages divided among their users."""
    return _kilobytes(pid, "smaps_rollup", "Pss:")


def peak_bytes(pid: int) -> int:
    """Return the most that was in memory since forget_peak."""
    return _kilobytes(pid, "status", "VmHWM:")


def forget_peak(pid: int) -> None:
    """From now on the peak is what is in memory now."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def _kilobytes(pid: int, file: str, name: str) -> int:
    lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))
