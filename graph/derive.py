"""Bringing the derived links in line with the evidence, for what a load touched or for all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from mitigraph.graph.elements import Key, Relationship
from mitigraph.graph.existing import Read
from mitigraph.graph.links import DERIVATION, DERIVATIONS, DERIVED_BY, Derivation
from mitigraph.graph.model import LINKS
from mitigraph.graph.plan import Change, Changes, unique
from mitigraph.graph.write import Run, write_relationships

Ends = tuple[Key, Key]


@dataclass(frozen=True)
class Touched:
    """What a change of one coding's evidence can alter: pairs per link type, a participant, the coding."""

    pairs: dict[str, set[Ends]] = field(default_factory=dict)
    participants: set[str] = field(default_factory=set)
    codings: set[str] = field(default_factory=set)

    def merge(self, other: Touched) -> Touched:
        """Both together: what stood before a change and what stands after it."""
        types = self.pairs.keys() | other.pairs.keys()
        return Touched(
            {type_: self.pairs.get(type_, set()) | other.pairs.get(type_, set()) for type_ in types},
            self.participants | other.participants,
            self.codings | other.codings,
        )


def is_pending(read: Read) -> bool:
    """Whether links are still to be derived: a load was cut off, or another version's queries made them."""
    pending = "s.pending IS NOT NULL OR coalesce(s.derived_by, '') <> $derived_by"
    return bool(read(f"MATCH (s:Study) WHERE {pending} RETURN s.id AS id", {"derived_by": DERIVED_BY}).rows)


_STATED_PAIRS = """MATCH (s:Statement {coding: $coding})-[:SUBJECT]->(a), (s)-[:OBJECT]->(b)
RETURN DISTINCT s.relation AS relation, labels(a)[0] AS start_label, a.id AS start,
  labels(b)[0] AS end_label, b.id AS end"""
_STATED_PHASES = """MATCH (s:Statement {coding: $coding})-[:IN_PHASE]->(b:Phase), (s)-[:SUBJECT|OBJECT]->(a)
WHERE s.occurs = a.id + '|' + b.id
RETURN DISTINCT 'occurs' AS relation, labels(a)[0] AS start_label, a.id AS start,
  labels(b)[0] AS end_label, b.id AS end"""
_CODED_PAIRS = """MATCH (x:Excerpt {coding: $coding})-[:CODED_AS]->(:Code)-[:DENOTES]->(a)
MATCH (x)-[:CODED_AS]->(:Code)-[:DENOTES]->(b) WHERE a.id < b.id
RETURN DISTINCT 'coded' AS relation, labels(a)[0] AS start_label, a.id AS start,
  labels(b)[0] AS end_label, b.id AS end"""
_PARTICIPANTS = """MATCH (:Coding {id: $coding})-[:CODING_OF]->(:Interview)<-[:GAVE]-(p:Participant)
RETURN DISTINCT p.id AS id"""
_TYPE = {
    "causes": "CAUSES",
    "leads_to": "LEADS_TO",
    "mitigates": "MITIGATES",
    "occurs": "OCCURS_IN",
    "coded": "CO_CODED_WITH",
}


def touched_by(read: Read, coding: str) -> Touched:
    """What the coding's evidence, as it stands now, has a part in."""
    touched = Touched(codings={coding})
    parameters = {"coding": coding}
    for query in (_STATED_PAIRS, _STATED_PHASES, _CODED_PAIRS):
        for relation, start_label, start, end_label, end in read(query, parameters).rows:
            pairs = touched.pairs.setdefault(_TYPE[relation], set())
            pairs.add(((start_label, start), (end_label, end)))
    touched.participants.update(row[0] for row in read(_PARTICIPANTS, parameters).rows)
    return touched


def derive_touched(read: Read, run: Run, touched: Touched) -> Counter[str]:
    """Recompute what ``touched`` names; returns how many links were created, changed and removed."""
    done: Counter[str] = Counter()
    for derivation in DERIVATIONS:
        if derivation.scope == "pairs":
            for labels, ends in _by_labels(touched.pairs.get(derivation.type, set())):
                done += _settle(read, run, derivation, labels, _pair_rows(ends))
        else:
            scope = touched.participants if derivation.scope == "participants" else touched.codings
            done += _settle(read, run, derivation, ("", ""), sorted(scope))
    return done


def derive_all(read: Read, run: Run) -> Counter[str]:
    """Recompute every link; returns how many were created, changed and removed."""
    done: Counter[str] = Counter()
    for derivation in DERIVATIONS:
        changes = difference(all_derived(read, derivation.type), all_stored(read, derivation.type))
        write_relationships(run, changes)
        done += changes.counted()
    return done


def all_derived(read: Read, type_: str) -> list[Relationship]:
    """The links of a type as the evidence says they should be."""
    return _relationships(read(DERIVATION[type_].everything, {}).records(), type_)


def all_stored(read: Read, type_: str) -> list[Relationship]:
    """The links of a type that the graph holds."""
    found: list[Relationship] = []
    for start_label in sorted({start for link in LINKS if link.type == type_ for start, _ in link.ends}):
        found += _stored(read, f"MATCH (a:{start_label})-[r:{type_}]->(b)", {}, type_)
    return found


def difference(wanted: Iterable[Relationship], found: Iterable[Relationship]) -> Changes[Relationship]:
    """What to create, change and remove so that ``found`` becomes ``wanted``."""
    have, surplus = unique(found, lambda link: link.key)
    create: list[Relationship] = []
    change: list[Change[Relationship]] = []
    for link in wanted:
        existing = have.pop(link.key, None)
        if existing is None:
            create.append(link)
        elif existing.properties != link.properties:
            gone = dict.fromkeys(existing.properties.keys() - link.properties.keys())
            change.append(Change(link, {**link.properties, **gone}))
    return Changes(tuple(create), tuple(change), (*have.values(), *surplus))


def _settle(
    read: Read, run: Run, derivation: Derivation, labels: tuple[str, str], touched: Sequence[Any]
) -> Counter[str]:
    if not touched:
        return Counter()
    wanted = read(derivation.touched(*labels), {"touched": touched}).records()
    found = _stored(read, _existing_query(derivation, labels), {"touched": touched}, derivation.type)
    changes = difference(_relationships(wanted, derivation.type), found)
    write_relationships(run, changes)
    return changes.counted()


def _existing_query(derivation: Derivation, labels: tuple[str, str]) -> str:
    if derivation.scope == "participants":
        start = f"(a:Participant {{id: touched}})-[r:{derivation.type}]->(b)"
    elif derivation.scope == "codings":
        start = f"(a:Excerpt {{coding: touched}})-[r:{derivation.type}]->(b)"
    else:
        ends = [f"{label} {{id: touched.{end}}}" for label, end in zip(labels, ("start", "end"), strict=True)]
        start = f"(a:{ends[0]})-[r:{derivation.type}]->(b:{ends[1]})"
    return f"UNWIND $touched AS touched MATCH {start}"


def _stored(read: Read, match: str, parameters: dict[str, Any], type_: str) -> list[Relationship]:
    query = (
        f"{match} RETURN labels(a)[0] AS start_label, a.id AS start, labels(b)[0] AS end_label, b.id AS end, "
        "properties(r) AS properties"
    )
    return [
        Relationship(type_, (start_label, start), (end_label, end), dict(properties))
        for start_label, start, end_label, end, properties in read(query, parameters).rows
    ]


def _relationships(records: Iterable[dict[str, Any]], type_: str) -> list[Relationship]:
    found = []
    for record in records:
        start = (record.pop("start_label"), record.pop("start"))
        end = (record.pop("end_label"), record.pop("end"))
        found.append(Relationship(type_, start, end, {"pair": f"{start[1]}|{end[1]}", **record}))
    return found


def _by_labels(ends: set[Ends]) -> list[tuple[tuple[str, str], list[Ends]]]:
    groups: dict[tuple[str, str], list[Ends]] = {}
    for start, end in sorted(ends):
        groups.setdefault((start[0], end[0]), []).append((start, end))
    return sorted(groups.items())


def _pair_rows(ends: Iterable[Ends]) -> list[dict[str, str]]:
    return [{"pair": f"{start[1]}|{end[1]}", "start": start[1], "end": end[1]} for start, end in ends]
