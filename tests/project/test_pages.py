"""The generated pages of docs/."""

from __future__ import annotations

import pytest

from mitigraph.graph.model import NODES, RELATIONSHIPS
from mitigraph.loaders.formats import FOLDERS, TABLES
from tests.conftest import ROOT
from tests.pages import PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_current(name: str) -> None:
    """docs/ holds what the code says now; `scripts/docs` writes it."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name]()


def test_the_schema_page_has_every_label_type_and_property() -> None:
    """Nothing of the model is missing on its page."""
    page = PAGES["schema.md"]()
    for node in NODES:
        assert f"### ({node.label})" in page
    for relationship in RELATIONSHIPS:
        assert f"### [:{relationship.type}]" in page
    for prop in {prop.name for each in (*NODES, *RELATIONSHIPS) for prop in each.properties}:
        assert f"| {prop} |" in page


def test_the_format_page_has_every_file_and_column() -> None:
    """Every column of every file is documented, and each that is no plain name is explained."""
    page = PAGES["study-format.md"]()
    for name, model in {
        **TABLES,
        **{f"{folder}/<name>.csv": model for folder, model in FOLDERS.items()},
    }.items():
        assert f"## {name}" in page
        for column in model.model_fields:
            assert f"| {column} |" in page
