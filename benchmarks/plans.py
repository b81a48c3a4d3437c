"""What a database does to answer a query, as indented text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mitigraph.graph.session import Answer, GraphSession

_WIDTH = 150  # of a line of a plan; what stands behind is a list of columns mostly
_ALL = 2**31
_TEXT = "string-representation"
Plan = Mapping[str, Any]


class Watched(GraphSession):
    """A session that remembers what it was asked, and tells how the database answers it."""

    def __init__(self, graph: GraphSession) -> None:
        vars(self).update(vars(graph))
        self.asked: dict[str, Mapping[str, Any]] = {}

    def read(self, query: str, parameters: Mapping[str, Any] | None = None, **limits: Any) -> Answer:
        """As ``GraphSession.read``; the query's last parameters are kept in ``asked``."""
        self.asked[query] = parameters or {}
        return super().read(query, parameters, **limits)

    def plan(self, query: str, *, run: bool) -> list[str]:
        """The lines of the plan of a query that was asked before.

        Where ``run`` is true the query runs anew, and rows, and hits or times, are counted; else they are
        what the database expects.
        """
        prefix = "PROFILE" if run else "EXPLAIN"
        with self._driver.session(database=self.info.database, default_access_mode="READ") as session:
            result = session.run(f"{prefix} {query}", dict(self.asked[query]))
            result.fetch(_ALL)  # rows that are thrown away are not counted
            summary = result.consume()
        found: Plan = summary.profile or summary.plan or {}
        told = found.get("args", {}).get(_TEXT)
        # Neo4j has a text too, a table that is wider than a page.
        lines = list(_operators(found)) if self.info.backend == "server" else str(told).splitlines()
        return [line if len(line) <= _WIDTH else f"{line[:_WIDTH]} ..." for line in lines if line.strip()]


def _operators(plan: Plan, depth: int = 0) -> Iterator[str]:
    """An operator a line, the last one first; only where two streams meet, the further ones are indented."""
    arguments = plan.get("args", {})
    name = str(plan["operatorType"]).partition("@")[0]
    hits, rows = arguments.get("DbHits"), arguments.get("Rows", arguments.get("EstimatedRows", 0))
    counts = f"rows {rows:,.0f}" + ("" if hits is None else f", hits {hits:,}")
    details = " ".join(str(arguments.get("Details", "")).split())
    yield f"{'| ' * depth}{name} ({counts}) {details}".rstrip()
    children: list[Plan] = plan.get("children", [])
    for child in children[1:]:
        yield from _operators(child, depth + 1)
    for child in children[:1]:
        yield from _operators(child, depth)
