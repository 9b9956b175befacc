"""The Chromium for the journeys: whichever is there, the quickest first."""

import os
import shutil
import subprocess

SHELL = "chromium-headless-shell"  # Chromium without windows: shows the same for a quarter less
CHROMIUM = (SHELL, "chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def install_chromium() -> None:
    """By the system's package manager, where there is none and that is allowed."""
    if chromium() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("\n== installing Chromium", flush=True)  # noqa: T201
    _apt_get("update")
    for package in (SHELL, "chromium"):  # not every system has the first by itself
        if not chromium():
            _apt_get("install", "-y", "--no-install-recommends", package)


def _apt_get(*order: str) -> None:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call(["apt-get", "-qq", *order], stdout=subprocess.DEVNULL, env=env)
