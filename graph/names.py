"""What a person means by an id, a name or a part of one.

An exact id comes before a whole name or alias, and that before a part. Case does not count, nor whether
the words of an id are joined by hyphens. A participant is named by the whole id only: P4 is nobody's where
there is P43.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mitigraph.graph.existing import Read

WHOLE = "Participant"  # the label whose nodes are named by the whole id only


@dataclass(frozen=True)
class Named:
    """A node that a person may name."""

    id: str
    label: str
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def known_as(self) -> list[str]:
        """All that it may be called, its id first, in small letters."""
        return spellings(self.id, self.name, self.aliases)

    def __str__(self) -> str:
        return self.id if self.name == self.id else f"{self.id} ({self.name})"


def spellings(key: str, name: str, aliases: Iterable[str] = ()) -> list[str]:
    """What a node may be called: its id first, then the id's words, its name and its aliases."""
    return [word.casefold() for word in (key, key.replace("-", " "), name, *aliases)]


def matches(known_as: Mapping[str, Sequence[str]], wanted: str, whole: Iterable[str] = ()) -> list[str]:
    """The keys that ``wanted`` may mean, sorted; empty where it means none.

    Args:
        known_as: what each key may be called, as ``spellings`` gives it.
        wanted: what somebody wrote.
        whole: keys that a part of a name does not mean.
    """
    if wanted in known_as:
        return [wanted]
    wanted = wanted.strip().casefold()
    if not wanted:
        return []
    by_id = [key for key, words in known_as.items() if wanted == words[0]]
    by_name = [key for key, words in known_as.items() if wanted in words]
    if by_id or by_name:
        return sorted(by_id or by_name)
    never = set(whole)
    return sorted(
        key for key, words in known_as.items() if key not in never and any(wanted in word for word in words)
    )


def read_named(read: Read, labels: Iterable[str], word: str | None = None) -> list[Named]:
    """Every node of the labels (of the model), by label and id; with ``word`` only those of this id."""
    wanted = "WHERE n.id = $word " if word is not None else ""
    query = (
        f"MATCH (n:{'|'.join(labels)}) {wanted}RETURN labels(n)[0] AS label, n.id AS id, n.name AS name, "
        "n.aliases AS aliases ORDER BY label, id"
    )
    rows = read(query, {} if word is None else {"word": word}).rows
    return [Named(id_, label, name or id_, tuple(aliases or ())) for label, id_, name, aliases in rows]
