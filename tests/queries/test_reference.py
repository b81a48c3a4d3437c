"""The pages about the queries: generated, current, and complete."""

from __future__ import annotations

from pathlib import Path

from mitigraph.cli.tiny_studies import prepare_in
from mitigraph.queries.cases import check_cases, run_cases
from mitigraph.queries.catalog import Catalog, catalog
from mitigraph.queries.checks import check_query
from mitigraph.queries.header import EVIDENCE, Count, Header, Parameter
from mitigraph.queries.reference import describe_query
from mitigraph.queries.table import EXCERPTS
from tests.databases import MarkedDatabase
from tests.queries.files import write_pack

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_every_key_of_a_header_is_explained() -> None:
    """docs/queries.md names every key that a header may hold."""
    page = (DOCS / "queries.md").read_text(encoding="utf-8")
    for name in (*Header.model_fields, *Parameter.model_fields, *Count.model_fields):
        assert f"`{name}`" in page, name


def test_a_query_is_described_with_all_that_its_header_declares() -> None:
    """`query show` holds every parameter, every column and the query itself."""
    query = catalog().get("mitigations/of-issue")
    text = describe_query(query)
    assert query.header is not None
    for name, meaning in query.header.returns.items():
        if name == EXCERPTS:
            continue  # what --evidence opens
        assert f"  {name} " in text
        assert meaning in text
    for name in query.header.params.keys() - {EVIDENCE}:
        assert f"  {name} " in text
    assert "Views: table, graph. Its rows open to their excerpts" in text
    assert text.endswith(f"{query.body}\n")


def test_the_example_of_the_page_works(tmp_path: Path, embedded: MarkedDatabase) -> None:
    """The query and the cases that docs/queries.md shows are sound, and the cases hold."""
    page = (DOCS / "queries.md").read_text(encoding="utf-8")
    text, cases = (page.split(f"```{kind}\n")[1].split("```")[0] for kind in ("cypher", "yaml"))
    query = Catalog((write_pack(tmp_path, text=text, cases=cases),)).get("mine/issues")
    assert [*check_query(query), *check_cases(query)] == []
    with embedded.open() as graph:
        found = list(run_cases([query], prepare_in(graph)))
    assert [outcome.difference for outcome in found] == [(), ()]
