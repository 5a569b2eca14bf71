"""What the table shows of a row's values, and how."""

from bench.report.row import Row, Values

# Title, the value's name, its format.
COLUMNS = [
    ("sockets", "sockets", "{:,.0f}"),
    ("messages/s", "messages_per_second", "{:,.1f}"),
    ("deliveries/s", "deliveries_per_second", "{:,.0f}"),
    ("p50 ms", "p50_ms", "{:,.2f}"),
    ("p99 ms", "p99_ms", "{:,.2f}"),
    ("max ms", "max_ms", "{:,.2f}"),
    ("p50 without", "calm_p50_ms", "{:,.2f}"),
    ("p99 without", "calm_p99_ms", "{:,.2f}"),
    ("all back, s", "back_max_s", "{:,.2f}"),
    ("hello to synced, p99 ms", "synced_p99_ms", "{:,.0f}"),
    ("time-outs", "timeouts", "{:,.0f}"),
    ("MiB/slow reader", "reader_mib", "{:,.2f}"),
    ("peak MiB", "peak_mib", "{:,.0f}"),
    ("µs CPU/delivery", "server_us", "{:,.1f}"),
    ("+ stores", "stores_us", "{:,.1f}"),
    ("core used", "server_busy", "{:.0%}"),
    ("KB/socket", "memory_kb", "{:,.1f}"),
    ("connects/s", "connects_per_second", "{:,.0f}"),
    ("generator: lag p99 ms", "lag_p99_ms", "{:,.2f}"),
    ("its CPU", "generator_busy", "{:.0%}"),
]
FAULTS = {
    "missing": "{} missing",
    "wrong": "{} twice or out of order",
    "refused": "{} refused",
    "lost_sockets": "{} sockets lost",
    "never_back": "{} never back",
}
NOTES = {
    "back_p50_s": "half were back after {:.2f} s",
    "cut": "{} slow readers cut",
    "uploads": "{} files taken",
    "refused_uploads": "{} refused",
    "grew_mib": "{:.0f} MiB more at the peak than without them",
    "note": "{}",
}
HEADINGS = ["", "system", "includes", *(title for title, _, _ in COLUMNS), "faults", "notes"]


def cells(row: Row) -> list[str]:
    """Return the row's line under HEADINGS."""
    shown = [style.format(row.values[name]) if name in row.values else "" for _, name, style in COLUMNS]
    return [row.scenario, row.system, row.includes, *shown, faults(row.values), phrases(NOTES, row.values)]


def faults(values: Values) -> str:
    wrong = {name: count for name, count in values.items() if count}
    return phrases(FAULTS, wrong)


def phrases(styles: dict[str, str], values: Values) -> str:
    return ", ".join(style.format(values[name]) for name, style in styles.items() if name in values)
