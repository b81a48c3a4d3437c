"""The plan: how what the database holds differs from what the sources say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from mitigraph.graph.elements import STUDY_PART, Desired, Node, Part, Properties, Relationship
from mitigraph.graph.existing import Read, digests, part_nodes, part_relationships, revision

E = TypeVar("E", bound=Node | Relationship)
_TEXT = "text"
_OWN = ("pending", "revision", "derived_by")


@dataclass(frozen=True)
class Change(Generic[E]):
    """An element that both sides have, and the properties to set; a null value removes one."""

    element: E
    properties: Properties


@dataclass(frozen=True)
class Changes(Generic[E]):
    """What to create, change and remove among nodes or among relationships."""

    create: tuple[E, ...] = ()
    change: tuple[Change[E], ...] = ()
    remove: tuple[E, ...] = ()

    @property
    def size(self) -> int:
        """How many elements differ."""
        return len(self.create) + len(self.change) + len(self.remove)

    def counted(self) -> Counter[str]:
        """How many are created, changed and removed."""
        return Counter(created=len(self.create), changed=len(self.change), removed=len(self.remove))


@dataclass(frozen=True)
class PartPlan:
    """The changes of one part. ``gone``: the sources no longer have the coding at all."""

    id: str
    nodes: Changes[Node] = field(default_factory=Changes)
    relationships: Changes[Relationship] = field(default_factory=Changes)
    gone: bool = False

    @property
    def size(self) -> int:
        """How many nodes and relationships differ."""
        return self.nodes.size + self.relationships.size


@dataclass(frozen=True)
class Plan:
    """The parts that differ, in the order in which they are applied, and how many do not."""

    shared: PartPlan
    codings: tuple[PartPlan, ...]
    unchanged: int
    revision: int = 0  # of the study when it was compared

    @property
    def parts(self) -> tuple[PartPlan, ...]:
        """All parts, the study's shared one first."""
        return (self.shared, *self.codings)

    @property
    def size(self) -> int:
        """How many nodes and relationships would be created, changed or removed, links aside."""
        return sum(part.size for part in self.parts)

    def totals(self) -> dict[str, Counter[str]]:
        """Per label and type: how many are created, changed and removed."""
        totals: dict[str, Counter[str]] = {}
        for part in self.parts:
            for name, action in (*_named(part.nodes, "label"), *_named(part.relationships, "type")):
                totals.setdefault(name, Counter())[action] += 1
        return dict(sorted(totals.items()))


@dataclass(frozen=True)
class TextRule:
    """What happens to exact words that the graph has and the sources have not: kept, or dropped."""

    drop: bool = False
    at_hand: bool = False

    @property
    def compares_all(self) -> bool:
        """Whether an unchanged coding must be compared all the same, because of its words."""
        return self.drop or self.at_hand


def make_plan(read: Read, desired: Desired, text: TextRule | None = None, *, full: bool = False) -> Plan:
    """Compare the desired graph with the database, without changing anything.

    A coding whose digest is unchanged is passed over unless ``full`` or its words are to be compared.
    """
    rule = text or TextRule()
    seen = revision(read, desired.study)
    loaded = digests(read)
    changed: list[PartPlan] = []
    unchanged = 0
    for part in desired.codings:
        known = loaded.pop(part.id, None)
        if known == _digest_of(part) and not full and not rule.compares_all:
            unchanged += 1
            continue
        plan = compare(read, part, rule)
        unchanged += not plan.size
        changed += [plan] if plan.size else []
    gone = [compare(read, Part(id_, (), ()), rule, gone=True) for id_ in sorted(loaded)]
    return Plan(compare(read, desired.shared, rule), (*changed, *gone), unchanged, seen)


def against_nothing(desired: Desired) -> Plan:
    """The plan of a first load: everything is created."""
    parts = [
        PartPlan(part.id, Changes(create=part.nodes), Changes(create=part.relationships))
        for part in (desired.shared, *desired.codings)
    ]
    return Plan(parts[0], tuple(parts[1:]), 0)


def compare(read: Read, part: Part, text: TextRule, *, gone: bool = False) -> PartPlan:
    """The differences of one part."""
    nodes = _changes(part.nodes, part_nodes(read, part.id), lambda node: node.key, text)
    relationships = _changes(part.relationships, part_relationships(read, part.id), lambda rel: rel.key, text)
    if part.id == STUDY_PART:
        nodes = _keep_own(nodes)
    return PartPlan(part.id, nodes, relationships, gone)


def _keep_own(nodes: Changes[Node]) -> Changes[Node]:
    """The revision and the mark of links still to be derived are the loads' own: no source says them."""
    kept = []
    for change in nodes.change:
        properties = {name: value for name, value in change.properties.items() if name not in _OWN}
        kept += [Change(change.element, properties)] if properties else []
    return Changes(nodes.create, tuple(kept), nodes.remove)


def _digest_of(part: Part) -> str | None:
    for node in part.nodes:
        if node.key == ("Coding", part.id):
            digest: str | None = node.properties.get("digest")
            return digest
    return None


def unique(found: Iterable[E], key: Callable[[E], Any]) -> tuple[dict[Any, E], list[E]]:
    """The elements by key, and one of each that stands more than once.

    Those are removed, all of a pair together, and created anew: no source says a thing twice.
    """
    have: dict[Any, E] = {}
    twice: dict[Any, E] = {}
    for element in found:
        (twice if key(element) in have else have)[key(element)] = element
    return {known: element for known, element in have.items() if known not in twice}, list(twice.values())


def _changes(wanted: Iterable[E], found: Iterable[E], key: Callable[[E], Any], text: TextRule) -> Changes[E]:
    have, surplus = unique(found, key)
    create: list[E] = []
    change: list[Change[E]] = []
    for element in wanted:
        existing = have.pop(key(element), None)
        if existing is None:
            create.append(element)
            continue
        properties = _difference(element.properties, existing.properties, text)
        if properties:
            change.append(Change(element, properties))
    return Changes(tuple(create), tuple(change), (*have.values(), *surplus))


def _difference(wanted: Properties, found: Properties, text: TextRule) -> Properties:
    changed = {name: value for name, value in wanted.items() if found.get(name) != value}
    for name in found.keys() - wanted.keys():
        if name != _TEXT or text.drop or "sha256" in changed:  # other words have another hash
            changed[name] = None
    return changed


def _named(changes: Changes[Any], attribute: str) -> Collection[tuple[str, str]]:
    return [
        *((getattr(element, attribute), "create") for element in changes.create),
        *((getattr(change.element, attribute), "change") for change in changes.change),
        *((getattr(element, attribute), "remove") for element in changes.remove),
    ]
