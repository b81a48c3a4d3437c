"""The browser that the tests of pages use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import VARIABLE, find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_browser_runs_a_script(browser: Browser) -> None:
    """The Chromium that is found opens a page and runs what it holds."""
    page = browser.new_page()
    page.set_content("<p id=a></p><script>document.getElementById('a').textContent = 6 * 7</script>")
    assert page.text_content("#a") == "42"


def test_environment_names_the_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A program named in the environment is taken before any other; without one, PATH decides."""
    monkeypatch.setenv(VARIABLE, "/somewhere/chrome")
    assert find_chromium() == "/somewhere/chrome"
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("PATH", str(tmp_path))
    program = tmp_path / "chromium-browser"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert find_chromium() == str(program)
