"""The scenarios' names, in the order of a run, and what they mean."""

TITLES = {
    "a": "One room of 500, 10 messages/s",
    "b": "100 rooms of 10, 100 messages/s",
    "b+": "100 rooms of 10, the highest rate with p99 at most 100 ms",
    "c": "One room of 2,000, 2 messages/s",
    "d": "One room of 500, the highest rate with p99 at most 100 ms",
    "e": "5,000 idle sockets",
    "f": "1,000 come back at once, with 200 missed messages each; 200 others go on at 10 messages/s",
    "g": "500 who read and 20 who do not, 10 messages/s of 8,000 characters",
    "h": "Reading in a big database",
    "u": "One room of 500, 10 messages/s, beside ten people who send files of 25 MiB without a pause",
}
# No socket is opened in it.
WITHOUT_SOCKETS = "h"
TCP = "-tcp"
# What a whole run measures: the transport that production has, and one scenario over the other one too.
WHOLE_RUN = [name for letter in TITLES for name in ([letter, letter + TCP] if letter == "a" else [letter])]


def over_tcp(letter: str) -> str:
    """Return the name of a scenario measured over TCP."""
    return letter if letter == WITHOUT_SOCKETS else letter + TCP


def letter_of(name: str) -> str:
    return name.removesuffix(TCP)


def is_over_tcp(name: str) -> bool:
    return name.endswith(TCP)


def title_of(name: str) -> str:
    return TITLES[letter_of(name)] + (", over loopback TCP" if is_over_tcp(name) else "")


def place_of(name: str) -> tuple[int, str]:
    """Return what sorts names in the order of a run."""
    return list(TITLES).index(letter_of(name)), name
