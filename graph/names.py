"""What a person means by an id, a name or a part of one.

An exact id comes before a whole name or alias, and that before a part. Case does not count, nor whether
the words of an id are joined by hyphens. A participant is named by the whole id only: P4 is nobody's where
there is P43.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mitigraph.graph.model import NODE

if TYPE_CHECKING:
    from mitigraph.graph.session import Answer

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


def read_named(read: Callable[[str], Answer], labels: Iterable[str]) -> list[Named]:
    """Every node of the labels (of the model), by label and id."""
    found: list[Named] = []
    for label in labels:
        has = NODE[label].names
        more = [f"{f'n.{each}' if each in has else 'null'} AS {each}" for each in ("name", "aliases")]
        rows = read(f"MATCH (n:{label}) RETURN n.id AS id, {', '.join(more)} ORDER BY id").rows
        found += [Named(key, label, name or key, tuple(aliases or ())) for key, name, aliases in rows]
    return found
