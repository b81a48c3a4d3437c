"""Fixtures and options that every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["tests.browser", "tests.databases"]

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--all``: what is missing here fails a test that would be skipped."""
    text = "fail instead of skipping where a browser or a real Neo4j is missing"
    parser.addoption("--all", action="store_true", help=text)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real, confidential interviews beside the checkout; skips where it is missing."""
    if not CORPUS.is_dir():
        pytest.skip("the confidential interviews (../shared/corpus) are not beside this checkout")
    return CORPUS
