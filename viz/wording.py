"""Counts and readings in words, for people who have never seen the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mitigraph.viz.appearance import LINKS
from mitigraph.viz.evidence import Evidence

_RELATIONS = {
    "causes": "causes",
    "leads_to": "leads to",
    "mitigates": "mitigates",
    "arises_in": "arises in",
    "shows_in": "shows in",
    "reports": "is reported",
}
_TOLD = {"Issue": "Reported", "Phase": "Talked about"}
_ABOUT = {"others": "about somebody else's work", "general": "in general"}


def number(count: int, one: str, many: str = "") -> str:
    """``1 excerpt``, ``3 excerpts``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def node_sentence(node: Mapping[str, Any]) -> str:
    """Who tells of an entity, in how many excerpts; '' for what carries no evidence."""
    if node["kind"] in ("Participant", "QualityAttribute"):
        return ""
    return _sentence(_TOLD.get(node["kind"], "Told"), node, "")


def edge_sentence(edge: Mapping[str, Any]) -> str:
    """What a link's counts say, or where the registry declares it."""
    if "file" in edge:
        return f"Declared in {edge['file']}, line {edge.get('line', '?')}."
    if edge["type"] == "CO_CODED_WITH":
        people, excerpts = number(edge.get("participants", 0), "participant"), edge.get("excerpts", 0)
        return f"Coded together in {number(excerpts, 'excerpt')} of {people}: a hint, not a cause."
    return _sentence("Told", edge, _how(edge)) + _outcomes(edge)


def _sentence(told: str, counted: Mapping[str, Any], how: str) -> str:
    people, excerpts = counted.get("participants", 0), counted.get("excerpts", 0)
    start = (
        f"{told} by {number(people, 'participant')} in {number(excerpts, 'excerpt')}{how}"
        if people
        else "No participant affirms it of their own work"
    )
    return "; ".join((start, *_beside(counted))) + "."


def _beside(counted: Mapping[str, Any]) -> list[str]:
    denied, others = counted.get("denied", 0), counted.get("others", 0)
    codebook = counted.get("codebook", 0)
    parts = []
    if denied:
        parts.append(f"{number(denied, 'excerpt')} {'denies' if denied == 1 else 'deny'} it")
    if others:
        parts.append(f"{others} {'is' if others == 1 else 'are'} about somebody else's work or in general")
    if codebook:
        parts.append(f"in {codebook} only the codebook says so")
    return parts


def _how(edge: Mapping[str, Any]) -> str:
    stated, inferred, coded = (edge.get(name, 0) for name in ("stated", "inferred", "coded"))
    parts = [f"{number(stated, 'statement')} of the participant"] if stated else []
    parts += [f"{number(inferred, 'inference')} of the coder"] if inferred else []
    parts += [number(coded, "coded excerpt")] if coded else []
    return f" ({', '.join(parts)})" if parts else ""


def _outcomes(edge: Mapping[str, Any]) -> str:
    """What became of a mitigation, or how an issue is in a phase; a further sentence or ''."""
    if edge["type"] == "MITIGATES":
        came = _counted(edge, "worked", "failed")
        applied = _counted(edge, "applied") + (f" ({came})" if came else "")
        return _further("; ".join(filter(None, (applied, _counted(edge, "proposed", "planned")))))
    placed = _counted(edge, "arises", "shows")
    for name in ("arises", "shows"):
        placed = placed.replace(name, f"{name} there")
    return _further(f"it {placed}" if placed else "")


def _counted(edge: Mapping[str, Any], *names: str) -> str:
    return ", ".join(f"{name} in {number(edge[name], 'statement')}" for name in names if edge.get(name))


def _further(words: str) -> str:
    return f" {words[0].upper()}{words[1:]}." if words else ""


def reading_sentence(evidence: Evidence, names: Mapping[str, str]) -> str:
    """What the coder read in the excerpt: ``Seed not set causes Results differ``."""
    if evidence.basis == "coded":
        return f"coded as {evidence.reading}"
    words = [names.get(evidence.subject, evidence.subject), _RELATIONS.get(evidence.relation, "")]
    words.append(names.get(evidence.object, evidence.object))
    sentence = " ".join(filter(None, words))
    phase = names.get(evidence.phase, evidence.phase)
    joined = " " if evidence.relation in ("arises_in", "shows_in") else ", in "
    return f"{sentence}{joined}{phase}" if phase else sentence


def tags(evidence: Evidence) -> list[str]:
    """Short words on how to take a reading: its basis, then what keeps it from counting, the outcome."""
    found = [evidence.basis]
    if evidence.polarity in ("denied", "unclear"):
        found.append(evidence.polarity)
    if evidence.about in _ABOUT:
        found.append(_ABOUT[evidence.about])
    if evidence.outcome and evidence.outcome != "unknown":
        found.append(evidence.outcome)
    if evidence.speaker != "interviewee":
        found.append(f"speaker {evidence.speaker}" if evidence.speaker == "unknown" else evidence.speaker)
    if evidence.extent == "label-only":
        found.append("label without words")
    return found


def turns(evidence: Evidence) -> str:
    """``turn 12`` or ``turns 12 to 14``."""
    if evidence.end_turn in (0, evidence.start_turn):
        return f"turn {evidence.start_turn}"
    return f"turns {evidence.start_turn} to {evidence.end_turn}"


def verb(type_: str) -> str:
    """The words that a link reads as from start to end."""
    return LINKS[type_].verb
