"""Fixtures that every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["tests.browser"]

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real, confidential interviews beside the checkout; skips where it is missing."""
    if not CORPUS.is_dir():
        pytest.skip("the confidential interviews (../shared/corpus) are not beside this checkout")
    return CORPUS
