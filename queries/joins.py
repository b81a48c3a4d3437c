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
    compared: list[Points] = field(default_factory=list)  # in one column: ties what was grouped before
    edges_at: dict[int, list[Edge]] = field(default_factory=dict)

    def join(self, edge: Edge) -> None:
        """Add an edge."""
        self.edges.append(edge)
        for point in {edge.first, edge.second}:
            self.edges_at.setdefault(point, []).append(edge)

    def correlate(self, points: Iterable[int], line: int) -> None:
        """A condition holds these points together: none of them multiplies the others freely."""
        first, *others = sorted(points)
        for other in others:
            self.join(Edge(first, other, line))

    def determined(self, fixed: Iterable[int]) -> set[int]:
        """The points of which there is one where there is one of each fixed point."""
        found = set(fixed) & self.points
        front = list(found)
        while front:
            point = front.pop()
            for edge in self._of(point):
                other = edge.other(point)
                sure = edge.to_one if point == edge.first else edge.from_one
                if sure and other not in found:
                    found.add(other)
                    front.append(other)
        return found

    def apart(self, later: Iterable[Points] = ()) -> list[set[int]]:
        """The points in groups that nothing joins or ties, those of which there is one in all left out.

        ``later`` is what is tied after this stretch, see ``together``.
        """
        single = self.determined(self.fixed - self.rows)
        alone = (frozenset({point}) for point in self.points)
        own = (tie & self.points for tie in later)
        parts = merged([*own, *self._ties(), self.rows, *alone])
        return [part - single for part in parts if part - single]

    def together(self, later: Iterable[Points] = ()) -> list[set[int]]:
        """What is joined, tied or compared here: so is what it was made of, before the rows were grouped."""
        return merged([*later, *self._ties(), *self.compared])

    def _ties(self) -> Iterator[Points]:
        yield from self.ties
        yield from (frozenset({edge.first, edge.second}) for edge in self.edges)

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
        todo, seen = [fixed], set[Points]()
        while todo:
            fixed = self.determined(todo.pop())
            if fixed in seen:
                continue
            seen.add(frozenset(fixed))
            branches = self.branches(fixed)
            if len(branches) > 1 and any(len(branch.on) == 1 for branch in branches):
                return branches[0], branches[1]
            todo += [fixed | self._entries(branch) for branch in reversed(branches)]
        return None

    def _entries(self, branch: Branch) -> set[int]:
        """The points of a branch that are next to the fixed ones."""
        return {edge.other(point) for point in branch.on for edge in self._of(point)} & branch.points

    def _of(self, point: int) -> Iterator[Edge]:
        return iter(self.edges_at.get(point, ()))

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
        parts, left = list[set[int]](), set(points)
        for point in sorted(points):
            if point not in left:
                continue
            left.discard(point)
            part, front = {point}, [point]
            while front:
                reached = {edge.other(at) for at in front for edge in self._of(at)} & left
                left -= reached
                part |= reached
                front = [*reached]
            parts.append(part)
        return parts

    def _branch(self, part: set[int], fixed: set[int]) -> Branch:
        hanging = [edge for point in part for edge in self._of(point) if edge.other(point) in fixed]
        on = frozenset(end for edge in hanging for end in (edge.first, edge.second) if end in fixed)
        return Branch(frozenset(part), on, min((edge.line for edge in hanging), default=0))


def merged(groups: Iterable[Points]) -> list[set[int]]:
    """Groups that share a point made one."""
    around: dict[int, list[Points]] = {}
    for group in groups:
        for point in group:
            around.setdefault(point, []).append(group)
    parts, seen, used = list[set[int]](), set[int](), set[int]()
    for start in around:
        if start in seen:
            continue
        part, front = {start}, [start]
        while front:
            for group in around[front.pop()]:
                if id(group) not in used:
                    used.add(id(group))
                    front += group - part
                    part |= group
        seen |= part
        parts.append(part)
    return parts
