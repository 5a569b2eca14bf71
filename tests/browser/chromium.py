"""The browser: Debian's own, driven by Playwright."""

import shutil

from playwright.sync_api import Browser, Playwright

PROGRAMS = ["chromium", "chromium-browser", "google-chrome"]
# Quiet: it asks nobody on the network for updates, lists or accounts.
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch(playwright: Playwright, *arguments: str) -> Browser:
    """Return a running browser, the first of PROGRAMS that is here."""
    program = next(path for path in map(shutil.which, PROGRAMS) if path)
    return playwright.chromium.launch(executable_path=program, args=[*ARGUMENTS, *arguments])
