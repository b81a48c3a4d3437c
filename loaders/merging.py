"""Merging what one file says of a coding into the coding's rows, so that nothing people wrote is lost.

A coding may come from several files: a PDF and a text conversion of it, and rows that people added. Each
row names the files that have it; a code leaves an excerpt only when no file and no person has it any more.
A label that a conversion gives to a whole block is the same application as the PDF's underlined span
inside the block, and the finer of the two stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from mitigraph.loaders.excerpts import anchor_of
from mitigraph.loaders.formats import ExcerptRow
from mitigraph.loaders.records import Anchor

Key = tuple[Anchor, str]


@dataclass(frozen=True)
class Found:
    """A code on an excerpt as one file has it, with what a new row needs."""

    anchor: Anchor
    code: str
    extent: str
    sha256: str
    speaker: str


@dataclass(frozen=True)
class Held:
    """A code on an excerpt with everything that its row says."""

    code: str
    row: ExcerptRow


@dataclass
class Merged:
    """The coding's rows after a merge, and what changed."""

    rows: list[ExcerptRow]
    added: int = 0
    confirmed: int = 0
    refined: int = 0
    removed: list[ExcerptRow] = field(default_factory=list)  # a code each
    orphaned: list[ExcerptRow] = field(default_factory=list)  # rows whose paraphrase has no excerpt now


def merge(rows: Iterable[ExcerptRow], found: Iterable[Found], source: str) -> Merged:
    """Bring a coding's rows in line with what ``source`` says now."""
    before = list(rows)
    held = _without_source(before, source)
    merged = Merged([])
    for application in found:
        _take(held, application, source, merged)
    kept = {key: item for key, item in held.items() if item.row.sources or not _had_sources(before, key)}
    merged.removed = [
        item.row.model_copy(update={"codes": (item.code,)}) for k, item in held.items() if k not in kept
    ]
    merged.rows = _rows(kept)
    _keep_paraphrases(before, merged)
    return merged


def _without_source(rows: list[ExcerptRow], source: str) -> dict[Key, Held]:
    held: dict[Key, Held] = {}
    for row in rows:
        left = tuple(name for name in row.sources if name != source)
        for code in row.codes:
            held[anchor_of(row), code] = Held(code, row.model_copy(update={"sources": left}))
    return held


def _had_sources(rows: list[ExcerptRow], key: Key) -> bool:
    return any(row.sources for row in rows if anchor_of(row) == key[0] and key[1] in row.codes)


def _take(held: dict[Key, Held], found: Found, source: str, merged: Merged) -> None:
    same = held.get((found.anchor, found.code))
    if same is not None:
        finer = "span" if "span" in (found.extent, same.row.extent) else found.extent
        _confirm(held, (found.anchor, found.code), source, extent=finer)
        merged.confirmed += 1
        return
    inside = _related(held, found)
    if found.extent == "block" and inside:
        for key in inside:
            _confirm(held, key, source)
        merged.confirmed += 1
        return
    coarse = [held.pop(key) for key in inside]
    sources = tuple(dict.fromkeys([*(name for item in coarse for name in item.row.sources), source]))
    held[found.anchor, found.code] = Held(found.code, _row(found, sources, coarse))
    merged.refined += bool(coarse)
    merged.added += not coarse


def _related(held: dict[Key, Held], found: Found) -> list[Key]:
    """Applications of the same code that are this one seen finer or coarser.

    A label without underline is finer than its block: it says that nothing of the block was marked.
    """
    same = [(anchor, item.row.extent) for (anchor, code), item in held.items() if code == found.code]
    if found.extent == "block":
        return [(a, found.code) for a, extent in same if extent != "block" and _within(a, found.anchor)]
    return [(a, found.code) for a, extent in same if extent == "block" and _within(found.anchor, a)]


def _within(inner: Anchor, outer: Anchor) -> bool:
    starts = (outer.start_turn, outer.start_char) <= (inner.start_turn, inner.start_char)
    return starts and (inner.end_turn, inner.end_char) <= (outer.end_turn, outer.end_char)


def _confirm(held: dict[Key, Held], key: Key, source: str, *, extent: str | None = None) -> None:
    item = held[key]
    sources = tuple(dict.fromkeys((*item.row.sources, source)))
    update = {"sources": sources, "extent": extent or item.row.extent}
    held[key] = replace(item, row=item.row.model_copy(update=update))


def _row(found: Found, sources: tuple[str, ...], coarse: list[Held]) -> ExcerptRow:
    anchor = found.anchor
    old = coarse[0].row if coarse else None
    return ExcerptRow(
        start_turn=anchor.start_turn,
        start_char=anchor.start_char,
        end_turn=anchor.end_turn,
        end_char=anchor.end_char,
        sha256=found.sha256,
        speaker=found.speaker,
        codes=(found.code,),
        polarity=old.polarity if old else "affirmed",
        about=old.about if old else "own",
        extent=found.extent,
        sources=sources,
        paraphrase=old.paraphrase if old else "",
        note=old.note if old else "",
    )


def _rows(held: dict[Key, Held]) -> list[ExcerptRow]:
    """One row per excerpt and set of codes that apply in one way, in the transcript's order."""
    groups: dict[tuple[object, ...], list[Held]] = {}
    for (anchor, _), item in held.items():
        row = item.row
        groups.setdefault((anchor, row.polarity, row.about, row.extent, row.sources, row.note), []).append(
            item
        )
    rows = [
        items[0].row.model_copy(update={"codes": tuple(item.code for item in items)})
        for items in groups.values()
    ]
    return sorted(rows, key=lambda row: (row.start_turn, row.start_char, row.end_turn, row.end_char))


def _keep_paraphrases(before: list[ExcerptRow], merged: Merged) -> None:
    """Give every excerpt the paraphrase it had, found again by its anchor or by its very words."""
    by_anchor = {anchor_of(row): row.paraphrase for row in before if row.paraphrase}
    by_words = {row.sha256: row.paraphrase for row in before if row.paraphrase}
    merged.rows = [
        row.model_copy(
            update={
                "paraphrase": row.paraphrase
                or by_anchor.get(anchor_of(row), "")
                or by_words.get(row.sha256, "")
            }
        )
        for row in merged.rows
    ]
    kept = {row.paraphrase for row in merged.rows}
    merged.orphaned = [row for row in before if row.paraphrase and row.paraphrase not in kept]
