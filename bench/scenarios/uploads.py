"""(u): (a) on its own, then beside people who send big files, one after the other: pictures, and others."""

import os
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from bench.load.senders import Senders
from bench.report.row import Row, Values
from bench.scenarios.trial import Bench, Trial
from bench.systems.chatsite import OurChat

READERS, QUICK_READERS = 500, 50
SENDERS, QUICK_SENDERS = 10, 2
RATE = 10
SECONDS, QUICK_SECONDS = 20, 5
MIB = 1024 * 1024
FILE_BYTES = 25 * MIB
# Noise, of which a camera's picture has less: 20 million pixels that a JPEG can make little of.
PIXELS = (5_000, 4_000)
QUALITIES = (97, 96, 95, 94, 93, 92, 90, 85, 80)


def run(bench: Bench, scenario: str) -> Iterator[Row]:
    """Yield what those who send cost those who talk. Of the systems measured here ours alone takes files."""
    files = [noise(bench.folder), picture(bench.folder)]
    system = OurChat(bench.stores)
    with bench.trial(system, [bench.either(READERS, QUICK_READERS)]) as trial:
        seconds = bench.either(SECONDS, QUICK_SECONDS)
        yield Row.of(scenario, system, uploads(trial, files, bench.either(SENDERS, QUICK_SENDERS), seconds))


def uploads(trial: Trial, files: list[Path], senders: int, seconds: int) -> Values:
    """Return the figures beside the senders, and what they were without."""
    trial.open()
    trial.warm_up(RATE)
    calm = trial.measure(RATE, seconds)
    trial.system.forget_peak()
    before = trial.system.peak_bytes()
    with Senders(trial.system.address, trial.members[:senders], files) as sending:
        beside = trial.measure(RATE, seconds)
    peak = trial.system.peak_bytes()
    return beside | {
        "calm_p50_ms": calm["p50_ms"],
        "calm_p99_ms": calm["p99_ms"],
        "peak_mib": peak / MIB,
        "grew_mib": (peak - before) / MIB,
        "uploads": sending.statuses[201],
        "refused_uploads": sum(count for status, count in sending.statuses.items() if status != 201),
    }


def noise(folder: Path) -> Path:
    """Return a file that nothing can be made of."""
    path = folder / "noise.bin"
    path.write_bytes(os.urandom(FILE_BYTES))
    return path


def picture(folder: Path) -> Path:
    """Return the biggest JPEG of these pixels that may be uploaded."""
    path = folder / "picture.jpg"
    width, height = PIXELS
    image = Image.frombytes("RGB", PIXELS, os.urandom(width * height * 3))
    for quality in QUALITIES:
        image.save(path, quality=quality)
        if path.stat().st_size <= FILE_BYTES:
            break
    return path
