"""What is known of a value of a query: whether its order, or what was taken by its order, is left open.

A list that ``collect`` makes of rows in no order is *loose*: it holds the right things in any order. That
does no harm where it is measured or searched. What was *taken* from it by its place (``head``, ``[0]``) is
another thing on another database, and nothing makes up for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

Key = int | str


@dataclass(frozen=True)
class Value:
    """A value, as far as its order goes; ``loose`` and ``taken`` are indexes of tokens.

    ``loose`` is what left the order open (a collect), ``taken`` what took from it. ``each`` is what any
    element is, ``parts`` what stands at a place or under a key where the text says so. ``sought``: a list
    of what an equality found, where it does not matter which is first. ``cut``: a part of a loose list by its
    places, of which the length is sure and only what is in it is not.
    """

    loose: int | None = None
    taken: int | None = None
    each: Value | None = None
    parts: Mapping[Key, Value] = field(default_factory=dict)
    sought: bool = False
    cut: bool = False

    def element(self) -> Value:
        """What any of its elements may be."""
        return self._element

    @cached_property
    def _element(self) -> Value:
        inside = union([*([self.each] if self.each else []), *self.parts.values()])
        return self if self.taken is not None and inside.taken is None else inside

    def under(self, key: Key | None) -> Value:
        """What stands under a key or at a place, if that is known; a loose list has no known places."""
        if self.taken is not None:
            return Value(self.loose, self.taken)
        if isinstance(key, int) and key < 0:
            key += len(self.parts)
        return self.parts[key] if key is not None and key in self.parts else self.element()

    def take(self, token: int, key: Key | None = None) -> Value:
        """What is taken by its place; undetermined where the order is."""
        found = self.under(key)
        if self.loose is None or self.taken is not None or self.sought:
            return found
        return replace(found, loose=self.loose, taken=token)

    def faults(self) -> Iterator[Value]:
        """The value itself and what is in it, as far as the order of it is open; each of them once."""
        todo, seen = [self], {id(self)}
        while todo:
            value = todo.pop()
            if value.loose is not None:
                yield value
            inside = [*([value.each] if value.each else []), *value.parts.values()]
            new = {id(each): each for each in reversed(inside) if id(each) not in seen}
            seen |= new.keys()
            todo += new.values()


PLAIN = Value()


def union(values: Iterable[Value]) -> Value:
    """What is one of several values: as open as the most open of them, with the parts that all have."""
    several = list({id(value): value for value in values}.values())  # a list named twice is looked into once
    if len(several) < 2:
        return several[0] if several else PLAIN
    shaped = [value for value in several if value.each or value.parts]
    worst = tested(several)
    if worst is PLAIN:
        worst = next((value for value in several if value.loose is not None), PLAIN)
    if shaped and all(value.parts.keys() == shaped[0].parts.keys() for value in shaped):
        parts = {key: union(value.parts[key] for value in shaped) for key in shaped[0].parts}
        inside = [value.each for value in shaped if value.each]
        return Value(worst.loose, worst.taken, union(inside) if inside else None, parts)
    inside = [value.element() for value in shaped]
    return Value(worst.loose, worst.taken, union(inside) if inside else None)


def chained(values: Iterable[Value]) -> Value:
    """Lists or texts one after the other (``+``)."""
    several = list(values)
    whole = union(replace(value, each=None, parts={}) for value in several)
    inside = [value.element() for value in several if value.each or value.parts]
    return Value(whole.loose, whole.taken, union(inside) if inside else None)


def tested(values: Iterable[Value]) -> Value:
    """A number or a truth value about others: the order of a list makes no difference to it."""
    return next((Value(value.loose, value.taken) for value in values if value.taken is not None), PLAIN)
