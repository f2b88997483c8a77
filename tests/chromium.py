"""Debian's Chromium, and how it is kept from anything but the page: for tests and measurements alike."""

from pathlib import Path

PATH = Path("/usr/bin/chromium")
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
]
SCREEN = {"width": 1366, "height": 768}
