"""The browser of the tests: a Chromium that the machine has, driven by playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.lacks import skip_or_fail

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VARIABLE = "MITIGRAPH_TEST_CHROMIUM"
ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ELSEWHERE = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
HOW_TO_GET = (
    "no Chromium was found: install one (Debian: apt-get install chromium; anywhere: "
    f".venv/bin/python -m playwright install chromium) or name its program in {VARIABLE}"
)


def find_chromium() -> str | None:
    """The program of a Chromium or Chrome: the one that the environment names, else the first one found."""
    named = os.environ.get(VARIABLE)
    if named:
        return named
    found = next(filter(None, map(shutil.which, ON_PATH)), None)
    return found or next((path for path in ELSEWHERE if Path(path).is_file()), None)


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A running headless Chromium; the tests of one module share it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the other tests start without it

    with sync_playwright() as playwright:
        program = find_chromium()
        if program is None and not Path(playwright.chromium.executable_path).is_file():
            skip_or_fail(request.config, HOW_TO_GET)
        running = playwright.chromium.launch(executable_path=program)
        yield running
        running.close()
