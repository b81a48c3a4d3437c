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
from typing import TypeVar

from mitigraph.errors import DatabaseError, ForeignDatabase, Overtaken
from mitigraph.graph.constraints import schema_statements
from mitigraph.graph.derive import Touched, derive_all, derive_touched, is_pending, touched_by
from mitigraph.graph.elements import STUDY_PART, Desired, Key, Relationship
from mitigraph.graph.existing import Read, is_empty, stamp
from mitigraph.graph.links import DERIVED_BY
from mitigraph.graph.plan import PartPlan, Plan
from mitigraph.graph.session import GraphSession, Transaction
from mitigraph.graph.write import remove_nodes, write_nodes, write_relationships

T = TypeVar("T")
Progress = Callable[[str], None]
_WALKED = frozenset({"DENOTES", "GAVE"})  # what the derivations walk outside a coding
# From this many changed codings on, and in a first load, one derivation of everything is quicker than one
# after each coding: a pair that many interviews share would be counted anew for each of them.
_BULK = 20
_CLAIM = (
    "MATCH (s:Study {id: $study}) SET s.revision = coalesce(s.revision, 0) + 1 RETURN s.revision AS revision"
)
_SET_PENDING = "MATCH (s:Study {id: $study}) SET s.pending = 'links'"
_CLEAR_PENDING = "MATCH (s:Study {id: $study}) SET s.pending = null, s.derived_by = $derived_by"


@dataclass
class Applied:
    """How much a load wrote: nodes and relationships, and among them the derived links.

    ``derived_anew``: all links were derived, not only those that the changed codings touch.
    """

    nodes: Counter[str] = field(default_factory=Counter)
    relationships: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    derived_anew: bool = False

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
    """Write a plan; what was written before an interruption is not written again.

    Raises:
        Overtaken: another load wrote since the plan was made; nothing of this transaction was written.
        DatabaseError: the database refused; the next load goes on where this one ended.
    """
    if not plan.size and not is_pending(session.read):
        return Applied()
    work = _Writing(session, desired.study, plan)
    try:
        work.write_all(progress)
    except Overtaken:
        raise
    except DatabaseError as error:
        hint = f"{error.hint}; the load is not finished: run it again then"
        raise type(error)(error.message, hint) from error
    return work.applied


class _Writing:
    """One plan on its way into the database, a transaction per part.

    Every transaction claims the study: it raises the revision, which locks the study's node until the
    commit, and which no longer is what the plan saw if another load wrote in between.
    """

    def __init__(self, session: GraphSession, study: str, plan: Plan) -> None:
        self.session = session
        self.study = study
        self.plan = plan
        self.applied = Applied()
        self.revision = plan.revision
        # With a wide change the links of all codings are derived at the end: on the way there some codings
        # still stand on the old records, and one pair could have two links.
        many = not plan.revision or sum(map(_evidence_differs, plan.codings)) >= _BULK
        self.deferred = many or _is_wide(plan.shared) or is_pending(session.read)

    def write_all(self, progress: Progress) -> None:
        """Every part in order."""
        self._commit(self._shared)
        progress(STUDY_PART)
        for part in self.plan.codings:
            self.applied.links += self._commit(partial(self._coding, part))
            progress(part.id)
        if self.plan.shared.nodes.remove:
            self._commit(self._removed)
        if self.deferred:
            self.applied.links += self._commit(self._links)
            self.applied.derived_anew = True
        for part in self.plan.parts:
            self.applied.nodes += part.nodes.counted()
            self.applied.relationships += part.relationships.counted()

    def _commit(self, work: Callable[[Transaction], T]) -> T:
        done = self.session.write(lambda tx: self._claimed(tx, work))
        self.revision += 1
        return done

    def _claimed(self, tx: Transaction, work: Callable[[Transaction], T]) -> T:
        """Claim the study and do the work; the very first claim needs the study that the work creates."""
        if self.revision:
            self._claim(tx)
            return work(tx)
        done = work(tx)
        self._claim(tx)
        return done

    def _claim(self, tx: Transaction) -> None:
        rows = tx.run(_CLAIM, {"study": self.study}).rows
        if rows != ((self.revision + 1,),):
            raise Overtaken("another load wrote to the study in the meantime", "run the load again")

    def _shared(self, tx: Transaction) -> None:
        write_nodes(tx.run, self.plan.shared.nodes)
        write_relationships(tx.run, self.plan.shared.relationships)
        if self.deferred:
            tx.run(_SET_PENDING, {"study": self.study})

    def _coding(self, part: PartPlan, tx: Transaction) -> Counter[str]:
        derive = _evidence_differs(part) and not self.deferred
        before = touched_by(tx.run, part.id) if derive else Touched()
        write_nodes(tx.run, part.nodes)
        write_relationships(tx.run, part.relationships)
        remove_nodes(tx.run, part.nodes)
        if not derive:
            return Counter()
        return derive_touched(tx.run, tx.run, before.merge(touched_by(tx.run, part.id)))

    def _removed(self, tx: Transaction) -> None:
        remove_nodes(tx.run, self.plan.shared.nodes)

    def _links(self, tx: Transaction) -> Counter[str]:
        done = derive_all(tx.run, tx.run)
        tx.run(_CLEAR_PENDING, {"study": self.study, "derived_by": DERIVED_BY})
        return done


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
    """Whether what the derivations walk outside a coding changed for codings that may not change themselves.

    What starts at a new code, or ends at a new interview, is not wide: no unchanged coding has part in it.
    An entity that changes its kind stands under two labels until the codings are written: that is wide.
    """
    new = {node.key for node in part.nodes.create}
    wide = [rel for rel in part.relationships.create if not _is_of(new, rel)]
    if any(rel.type in _WALKED for rel in (*wide, *part.relationships.remove)):
        return True
    return bool({id_ for _, id_ in new} & {node.id for node in part.nodes.remove})


def _is_of(new: set[Key], relationship: Relationship) -> bool:
    """Whether the code or the interview of a relationship that derivations walk is new."""
    return (relationship.end if relationship.type == "GAVE" else relationship.start) in new
