"""Prints a page with the Chromium of this machine: PDF, or a picture of the first screen."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from graphdb.errors import ProxygraphError
from graphdb.outfile import temporary_folder, whole_path, write_whole

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SCREEN = (1440, 900)
_PATIENCE = 120.0
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--virtual-time-budget=8000",
)


class NoBrowserError(ProxygraphError):
    """A page cannot be printed here; print the HTML page from any browser instead."""


def print_page(page: str, target: Path, form: str) -> None:
    """Write a page in the form `pdf`, or `png` of its first screen.

    Raises
    ------
    NoBrowserError
        No Chromium or Chrome is on the path, or it failed.
    """
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise NoBrowserError(
            f"{form} needs Chromium or Chrome, and none is on the path "
            f"({', '.join(BROWSERS)}): install one, or write OUT.html and print it from a browser"
        )
    with temporary_folder() as folder:
        source, made = folder / "report.html", folder / f"report.{form}"
        write_whole(source, page)
        way = (
            [f"--print-to-pdf={made}", "--no-pdf-header-footer"]
            if form == "pdf"
            else [f"--screenshot={made}", "--window-size={},{}".format(*SCREEN)]
        )
        alone = [f"--user-data-dir={folder / 'profile'}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            alone.append("--no-sandbox")  # Chromium refuses to start for root with it.
        _run([found, *_FLAGS, *alone, *way, source.as_uri()], made)
        with whole_path(target) as written:
            shutil.copyfile(made, written)


def _run(command: list[str], made: Path) -> None:
    try:
        ended = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise NoBrowserError(f"{command[0]} did not end within {_PATIENCE:.0f} s") from error
    if ended.returncode or not made.is_file():
        said = ended.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["nothing"]
        raise NoBrowserError(f"{command[0]} made no file (it said: {said[0]})")
