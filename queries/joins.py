"""Which things a query has joined so far, and where its rows multiply.

What patterns bind are points, numbered in the order of the text; an edge joins two of them and says
whether one determines the other (an excerpt is marked in one coding, so it determines the coding).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

Points = frozenset[int]
NOTHING: Points = frozenset()


@dataclass(frozen=True)
class Edge:
    """Two points that are joined; ``to_one``: the first has one second; ``from_one``: the reverse."""

    first: int
    second: int
    line: int
    to_one: bool = False
    from_one: bool = False

    def other(self, point: int) -> int:
        """The end that is not this one."""
        return self.second if point == self.first else self.first


@dataclass(frozen=True)
class Branch:
    """Points that are joined to each other and hang on fixed ones: ``on``; ``line`` is where they do."""

    points: Points
    on: Points
    line: int


@dataclass
class Joins:
    """The points of one stretch of a query, between two places where its rows are grouped."""

    points: set[int] = field(default_factory=set)
    edges: list[Edge] = field(default_factory=list)
    fixed: set[int] = field(default_factory=set)  # one of each per row, whatever is matched
    rows: Points = NOTHING  # what the rows before were grouped by, if that may be many rows
    ties: list[Points] = field(default_factory=list)  # named together somewhere, without being joined

    def correlate(self, points: Iterable[int], line: int) -> None:
        """A condition holds these points together: none of them multiplies the others freely."""
        first, *others = sorted(points)
        self.edges += [Edge(first, other, line) for other in others]

    def determined(self, fixed: Iterable[int]) -> set[int]:
        """The points of which there is one where there is one of each fixed point."""
        found = set(fixed) & self.points
        while True:
            more = {edge.second for edge in self.edges if edge.to_one and edge.first in found}
            more |= {edge.first for edge in self.edges if edge.from_one and edge.second in found}
            if more <= found:
                return found
            found |= more

    def apart(self) -> list[set[int]]:
        """The points in groups that nothing joins or ties, those of which there is one in all left out."""
        single = self.determined(self.fixed - self.rows)
        together = [*self.ties, self.rows, *(frozenset({edge.first, edge.second}) for edge in self.edges)]
        parts: list[set[int]] = []
        for group in (*together, *(frozenset({point}) for point in self.points)):
            touched = [part for part in parts if part & group]
            parts = [part for part in parts if not part & group] + [set(group).union(*touched)]
        return [part - single for part in parts if part - single]

    def rooted(self, grouped: Iterable[int]) -> set[int]:
        """The grouped and fixed points; where none is joined to them, the first of the text."""
        found = (set(grouped) | self.fixed) & self.points
        for part in self._parts(self.points):
            if not part & found:
                found.add(min(part))
        return found

    def branches(self, fixed: set[int]) -> list[Branch]:
        """What hangs on the fixed points, in the order of the text."""
        found = [self._branch(part, fixed) for part in self._parts(self.points - fixed)]
        return sorted(
            (branch for branch in found if branch.on), key=lambda branch: (branch.line, min(branch.points))
        )

    def path(self, start: set[int], targets: Points) -> set[int]:
        """The points on the shortest ways from the start to the targets, both ends left out."""
        found: set[int] = set()
        for target in targets - start:
            came = self._walk(start, target)
            at = came.get(target)
            while at is not None and at not in start:
                found.add(at)
                at = came.get(at)
        return found - targets

    def crowd(self, fixed: set[int]) -> tuple[Branch, Branch] | None:
        """Two branches that multiply each other, on the fixed points or further out; None if none do."""
        fixed = self.determined(fixed)
        branches = self.branches(fixed)
        alone = [branch for branch in branches if len(branch.on) == 1]
        if len(branches) > 1 and alone:
            return branches[0], branches[1]
        for branch in branches:
            entries = {
                point for point in branch.points for edge in self._of(point) if edge.other(point) in fixed
            }
            deeper = self.crowd(fixed | entries)
            if deeper:
                return deeper
        return None

    def _of(self, point: int) -> Iterator[Edge]:
        return (edge for edge in self.edges if point in (edge.first, edge.second))

    def _walk(self, start: set[int], target: int) -> dict[int, int]:
        """From where each point was reached first."""
        came: dict[int, int] = {}
        front, seen = sorted(start), set(start)
        while front and target not in seen:
            reached = {edge.other(point): point for point in front for edge in self._of(point)}
            new = {point: origin for point, origin in reached.items() if point not in seen}
            came |= new
            seen |= new.keys()
            front = sorted(new)
        return came

    def _parts(self, points: set[int]) -> list[set[int]]:
        """The points in groups that are joined without any other point."""
        parts: list[set[int]] = []
        for point in sorted(points):
            joined = {edge.other(point) for edge in self._of(point)}
            touched = [part for part in parts if part & joined]
            parts = [part for part in parts if not part & joined]
            parts.append({point}.union(*touched))
        return parts

    def _branch(self, part: set[int], fixed: set[int]) -> Branch:
        hanging = [edge for point in part for edge in self._of(point) if edge.other(point) in fixed]
        on = frozenset(end for edge in hanging for end in (edge.first, edge.second) if end in fixed)
        return Branch(frozenset(part), on, min((edge.line for edge in hanging), default=0))
