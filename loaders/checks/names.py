"""A check of names: two entities that are called almost alike may be one thing.

Codes are left out: their spellings differ in a word by rule (``Data-low-quality``, ``Data-low-quality-fix``),
and phases and quality attributes, whose names issues rightly take up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mitigraph.loaders.checks.kinds import ancestors
from mitigraph.loaders.study import Study

ALIKE = 90  # of 100 by rapidfuzz's token_sort_ratio; tried on this study, less is mostly noise
_Names = list[tuple[str, str]]  # a name, and the id of what has it


def check_names(study: Study) -> None:
    """A warning for each pair of entities, of any kind, with names or aliases that are almost alike.

    The ratio is rapidfuzz's ``token_sort_ratio``: the order of the words does not count. A thing and
    the broader thing that it is a kind of may be called alike.
    """
    entity = {found.row.id: found for found in study.entities}
    above = {found.row.id: found.row.kind_of for found in study.entities}
    names = [
        (name.casefold(), found.row.id)
        for found in study.entities
        for name in (found.row.name, found.row.id.replace("-", " "), *found.row.aliases)
    ]
    for pair, (one, other) in sorted(_alike(names).items()):
        first, second = (entity[id_] for id_ in pair)
        if second.row.id in ancestors(first.row.id, above) or first.row.id in ancestors(second.row.id, above):
            continue
        message = f"'{second.row.id}' ({other}) is called almost like '{first.row.id}' ({one})"
        study.findings.warning(
            second.file,
            second.line,
            message,
            "make them one entity, or rename one of them",
            ("near-duplicate-names", "|".join(pair)),
        )


def _alike(names: _Names) -> dict[tuple[str, str], tuple[str, str]]:
    """Pairs of ids and the two names that are alike."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for one, other in _pairs([name for name, _ in names]):
        (name, id_), (second, second_id) = names[one], names[other]
        if id_ != second_id:
            ids = (id_, second_id) if id_ < second_id else (second_id, id_)
            found.setdefault(ids, (name, second) if ids[0] == id_ else (second, name))
    return found


def _pairs(names: list[str]) -> Iterator[tuple[int, int]]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - with numpy, slow to import

    if len(names) < 2:
        return
    in_order = [" ".join(sorted(name.split())) for name in names]  # token_sort_ratio, sorted once
    scores = process.cdist(in_order, in_order, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype="uint8")
    ones: Iterable[int]
    others: Iterable[int]
    ones, others = scores.nonzero()
    yield from ((int(one), int(other)) for one, other in zip(ones, others, strict=True) if one < other)
