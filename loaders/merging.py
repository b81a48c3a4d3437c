"""Merging what one file says of a coding into the coding's rows, so that nothing people wrote is lost.

A coding may come from several files: a PDF and a text conversion of it, and rows that people added. Each
row names the files that have it; a row goes only when no file and no person has it any more. A code that a
person adds needs a row of its own, without sources. A label that a conversion gives to a whole block is the
same application as the PDF's underlined span inside the block, and the finest extent stays, whatever the
order of the imports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from mitigraph.loaders.excerpts import anchor_of
from mitigraph.loaders.formats import ExcerptRow
from mitigraph.loaders.records import Anchor

Key = tuple[Anchor, str]
_RANK = {"span": 0, "label-only": 1, "block": 2}  # from the finest extent to the coarsest


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


def merge(
    rows: Iterable[ExcerptRow],
    found: Iterable[Found],
    source: str,
    canonical: Mapping[str, str] | None = None,
) -> Merged:
    """Bring a coding's rows in line with what ``source`` says now.

    Args:
        rows: the coding's rows as they stand.
        found: what the source says.
        source: its name, as the rows' column ``sources`` has it.
        canonical: every spelling of a code and the canonical one; an alias is the code.
    """
    before = list(rows)
    merging = _Merging(before, source, canonical or {})
    for application in found:
        merging.take(application)
    merged = merging.finished()
    _keep_paraphrases(before, merged)
    return merged


class _Merging:
    """The codes on excerpts while one source is merged into them."""

    def __init__(self, before: list[ExcerptRow], source: str, canonical: Mapping[str, str]) -> None:
        self.source = source
        self.canonical = canonical
        self.held: dict[Key, Held] = {}
        self.by_hand: set[Key] = set()
        self.absorbed: set[Key] = set()  # coarser applications that a finer one has taken over
        self.merged = Merged([])
        for row in before:
            left = tuple(name for name in row.sources if name != source)
            for code in row.codes:
                key = self._key(anchor_of(row), code)
                self.held[key] = Held(code, row.model_copy(update={"sources": left}))
                self.by_hand |= set() if row.sources else {key}

    def _key(self, anchor: Anchor, code: str) -> Key:
        return anchor, self.canonical.get(code, code)

    def take(self, found: Found) -> None:
        """Confirm what is there, finer or coarser, or add what is not."""
        key = self._key(found.anchor, found.code)
        finer = self._related(key, lambda rank: rank < _RANK[found.extent], inside=True)
        coarser = self._related(key, lambda rank: rank > _RANK[found.extent], inside=False)
        self.absorbed |= set(coarser)
        if finer and key not in self.held:
            for each in finer:
                self._confirm(each, self.held[each].row.extent)
            self.merged.confirmed += 1
        elif key in self.held:
            finest = min(found.extent, self.held[key].row.extent, key=_RANK.__getitem__)
            self._confirm(key, finest, *(name for each in coarser for name in self.held[each].row.sources))
            self.merged.confirmed += 1
        else:
            self._add(key, found, [self.held[each] for each in coarser])

    def _add(self, key: Key, found: Found, coarser: list[Held]) -> None:
        sources = tuple(
            dict.fromkeys([*(name for each in coarser for name in each.row.sources), self.source])
        )
        self.held[key] = Held(found.code, _row(found, sources, coarser))
        self.merged.refined += bool(coarser)
        self.merged.added += not coarser

    def _related(self, key: Key, fits: Callable[[int], bool], *, inside: bool) -> list[Key]:
        """Applications of the same code that are this one seen finer (inside it) or coarser (around it).

        A label without underline is finer than its block: it says that nothing of the block was marked.
        """
        return [
            other
            for other, item in self.held.items()
            if other != key
            and other[1] == key[1]
            and fits(_RANK[item.row.extent])
            and (_within(other[0], key[0]) if inside else _within(key[0], other[0]))
        ]

    def _confirm(self, key: Key, extent: str, *more: str) -> None:
        item = self.held[key]
        sources = tuple(dict.fromkeys((*item.row.sources, *more, self.source)))
        self.held[key] = replace(item, row=item.row.model_copy(update={"sources": sources, "extent": extent}))

    def finished(self) -> Merged:
        """The rows that some source or person still has; the rest is listed as removed."""
        held = {key: item for key, item in self.held.items() if key not in self.absorbed}
        kept = {key: item for key, item in held.items() if item.row.sources or key in self.by_hand}
        gone = [item for key, item in held.items() if key not in kept]
        self.merged.removed = [item.row.model_copy(update={"codes": (item.code,)}) for item in gone]
        self.merged.rows = _rows(kept)
        return self.merged


def _within(inner: Anchor, outer: Anchor) -> bool:
    starts = (outer.start_turn, outer.start_char) <= (inner.start_turn, inner.start_char)
    return starts and (inner.end_turn, inner.end_char) <= (outer.end_turn, outer.end_char)


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
    words = Counter(row.sha256 for row in before)  # "yes" is said in many places
    by_words = {row.sha256: row.paraphrase for row in before if row.paraphrase and words[row.sha256] == 1}
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
