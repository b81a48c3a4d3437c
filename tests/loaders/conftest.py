"""The invented interview, and what a reader must make of it whatever the format."""

from __future__ import annotations

from pathlib import Path

import pytest

from mitigraph.loaders.readers.identify import read
from mitigraph.loaders.records import Context, Export
from tests.loaders.example_interview import BLOCKS, CODES, WHO, Said
from tests.loaders.make_examples import EXAMPLES, HERE

CONTEXT = Context(frozenset(CODES))
NEW_BROWSER = HERE / "Interview-90-Kim-new-browser.pdf"
SPOKEN: tuple[Said, ...] = tuple(said for said in BLOCKS if said.text)


@pytest.fixture(scope="session")
def pdf_export() -> Export:
    """The invented interview's PDF export, read."""
    return read(EXAMPLES / "Interview-90-Kim.pdf", CONTEXT)


def example_files() -> list[Path]:
    """Every file of the invented interview."""
    return [*sorted(EXAMPLES.glob("*nterview-90*")), NEW_BROWSER]


def said_by(export: Export) -> list[tuple[str, str]]:
    """Speaker and words of every block."""
    return [(block.speaker, block.text) for block in export.blocks]


def expected_blocks() -> list[tuple[str, str]]:
    """Speaker and words of every block of the interview as it was written."""
    return [(WHO[said.who], said.text) for said in SPOKEN]
