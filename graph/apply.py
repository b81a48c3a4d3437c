"""Applying a plan: a transaction per part, evidence and links together, so that a cut-off load can go on.

The order lets every commit stand alone: shared records first, then each coding with its links, then
what only the shared part no longer has. A wide change (a code denotes something else, an interview has
another participant) leaves a mark in the same transaction, and links are derived anew before it goes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from mitigraph.errors import ForeignDatabase
from mitigraph.graph.constraints import schema_statements
from mitigraph.graph.derive import Touched, derive_all, derive_touched, touched_by
from mitigraph.graph.elements import STUDY_PART, Desired
from mitigraph.graph.existing import Read, is_empty, stamp
from mitigraph.graph.plan import PartPlan, Plan
from mitigraph.graph.session import GraphSession, Transaction
from mitigraph.graph.write import remove_nodes, write_nodes, write_relationships

Progress = Callable[[str], None]
_WALKED = frozenset({"DENOTES", "GAVE"})  # what the derivations walk outside a coding
# From this many changed codings on, one derivation of everything is quicker than one after each coding:
# a pair that many interviews share would be counted anew for each of them.
_BULK = 20
_SET_PENDING = "MATCH (s:Study {id: $study}) SET s.pending = 'links'"
_CLEAR_PENDING = "MATCH (s:Study {id: $study}) SET s.pending = null"


@dataclass
class Applied:
    """How much a load wrote: nodes and relationships, and among them the derived links."""

    nodes: Counter[str] = field(default_factory=Counter)
    relationships: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)

    def total(self, action: str) -> int:
        """All that was 'created', 'changed' or 'removed'."""
        return self.nodes[action] + self.relationships[action] + self.links[action]

    @property
    def anything(self) -> bool:
        """Whether the load wrote at all."""
        return any(self.total(action) for action in ("created", "changed", "removed"))


def demand_own(read: Read, study: str) -> bool:
    """Refuse a database that holds something else; returns whether it holds the study already.

    Raises:
        ForeignDatabase: it holds another study, or data that is not a study's.
    """
    found, foreign = stamp(read)
    if foreign or (found is None and not is_empty(read)):
        raise ForeignDatabase(
            "the database holds data that no study of mitigraph put there",
            "a database holds one study and nothing else: name an empty one with --database",
        )
    if found not in (None, study):
        raise ForeignDatabase(
            f"the database holds the study '{found}', not '{study}'",
            "a database holds one study: name another with --database, or another folder with --study",
        )
    return found == study


def prepare(session: GraphSession, study: str) -> None:
    """Make constraints and indexes where the study is not in the database yet."""
    if not demand_own(session.read, study):
        session.schema(schema_statements())


def apply(
    session: GraphSession, desired: Desired, plan: Plan, progress: Progress = lambda _part: None
) -> Applied:
    """Write a plan; whatever was written before an interruption stays right and is not written again."""
    applied = Applied()
    bulk = sum(map(_evidence_differs, plan.codings)) >= _BULK
    session.write(lambda tx: _write_shared(tx, desired.study, plan.shared, bulk=bulk))
    progress(STUDY_PART)
    for part in plan.codings:
        derive = _evidence_differs(part) and not bulk
        applied.links += session.write(partial(_write_coding, part=part, derive=derive))
        progress(part.id)
    if plan.shared.nodes.remove:
        session.write(lambda tx: remove_nodes(tx.run, plan.shared.nodes))
    if is_pending(session.read):
        applied.links += session.write(lambda tx: _derive_pending(tx, desired.study))
    for part in plan.parts:
        applied.nodes += part.nodes.counted()
        applied.relationships += part.relationships.counted()
    return applied


def is_pending(read: Read) -> bool:
    """Whether links are still to be derived: a load was cut off after a wide change."""
    return bool(read("MATCH (s:Study) WHERE s.pending IS NOT NULL RETURN s.id AS id", {}).rows)


def _evidence_differs(part: PartPlan) -> bool:
    """Whether more than the names and hashes of its files changed: only then can its links differ."""
    nodes = (*part.nodes.create, *(change.element for change in part.nodes.change), *part.nodes.remove)
    relationships = part.relationships
    return any(node.label in ("Excerpt", "Statement") for node in nodes) or any(
        element.type != "READ_FROM"
        for element in (
            *relationships.create,
            *(change.element for change in relationships.change),
            *relationships.remove,
        )
    )


def _is_wide(part: PartPlan) -> bool:
    """Whether what the derivations walk outside a coding changed for codings that themselves may not have.

    What belongs to a new code or a new interview is not: every coding that has part in it is written too.
    """
    new = {node.key for node in part.nodes.create}
    wide = [rel for rel in part.relationships.create if not {rel.start, rel.end} & new]
    return any(rel.type in _WALKED for rel in (*wide, *part.relationships.remove))


def _write_shared(tx: Transaction, study: str, part: PartPlan, *, bulk: bool) -> None:
    write_nodes(tx.run, part.nodes)
    write_relationships(tx.run, part.relationships)
    if bulk or _is_wide(part):
        tx.run(_SET_PENDING, {"study": study})


def _write_coding(tx: Transaction, *, part: PartPlan, derive: bool) -> Counter[str]:
    before = touched_by(tx.run, part.id) if derive else Touched()
    write_nodes(tx.run, part.nodes)
    write_relationships(tx.run, part.relationships)
    remove_nodes(tx.run, part.nodes)
    if not derive:
        return Counter()
    return derive_touched(tx.run, tx.run, before.merge(touched_by(tx.run, part.id)))


def _derive_pending(tx: Transaction, study: str) -> Counter[str]:
    done = derive_all(tx.run, tx.run)
    tx.run(_CLEAR_PENDING, {"study": study})
    return done
