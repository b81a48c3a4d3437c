"""What a query's text says about itself: parameters, columns, order, labels, types and properties.

No grammar: the static checks need to know which names a query uses and in which place, and a walk over
its tokens with the brackets it stands in tells that. A construct that the walk does not know yields
nothing to check; it never yields a wrong complaint about a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from mitigraph.graph import cypher_tokens

_KINDS = {"word": "name", "name": "quoted", "sign": "symbol"}
OPEN, CLOSE = "([{", ")]}"
_SUBQUERY = frozenset({"EXISTS", "COUNT", "COLLECT", "CALL"})
_END_OF_RETURN = frozenset({"ORDER", "SKIP", "OFFSET", "LIMIT", "UNION"})
_CLAUSES = frozenset(
    {"MATCH", "WITH", "UNWIND", "RETURN", "WHERE", "ORDER", "SKIP", "LIMIT", "UNION", "OPTIONAL", "AND", "OR"}
)
AGGREGATES = frozenset(
    {"count", "sum", "avg", "min", "max", "collect", "stdev", "stdevp", "percentilecont", "percentiledisc"}
)


@dataclass(frozen=True)
class Token:
    """A token; ``line`` and ``column`` count from 1.

    ``kind`` is string, quoted, parameter, number, name, property (a name after a dot) or symbol.
    """

    kind: str
    text: str
    line: int
    column: int = 1

    @property
    def word(self) -> str:
        """In capitals, for comparing with keywords; '' for what can be no keyword."""
        return self.text.upper() if self.kind == "name" else ""

    @property
    def name(self) -> str | None:
        """The name that it spells, backticks taken off; None for what is no name."""
        if self.kind == "quoted":
            return self.text[1:-1].replace("``", "`")
        return self.text if self.kind in ("name", "property") else None


@dataclass(frozen=True)
class Item:
    """An expression of RETURN: its text, its alias (None where it has none), whether it aggregates."""

    text: str
    alias: str | None
    aggregates: bool
    line: int


@dataclass(frozen=True)
class Element:
    """A node or relationship pattern; ``names`` are its labels or types, ``direction`` is > < or ''."""

    kind: str  # 'node' or 'relationship'
    variable: str | None
    names: tuple[str, ...]
    first: int
    last: int
    line: int
    direction: str = ""
    many: bool = False  # of variable length


@dataclass(frozen=True)
class Use:
    """A property that the query reads, and whose: the variable, or the pattern that it stands in."""

    name: str
    owner: str | None
    line: int
    element: Element | None = None


@dataclass
class Reading:
    """All that the checks want to know of a query."""

    tokens: tuple[Token, ...]
    parameters: dict[str, int] = field(default_factory=dict)  # name: line of its first use
    items: list[Item] = field(default_factory=list)
    return_line: int = 0
    order: list[str] = field(default_factory=list)
    order_line: int = 0
    unions: int = 0
    elements: list[Element] = field(default_factory=list)
    labels: list[tuple[str, int]] = field(default_factory=list)  # tested or matched, with the line
    types: list[tuple[str, int]] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        """The names of the columns, '' for one without an alias."""
        return [item.alias or "" for item in self.items]


def _tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a query; a word after a dot is a property (``f.order`` is no ORDER)."""
    found: list[Token] = []
    for token in cypher_tokens.tokens_of(text):
        kind = _KINDS.get(token.kind, token.kind)
        if kind == "name" and found and found[-1].text == ".":
            kind = "property"
        if kind != "end":
            column = token.start - text.rfind("\n", 0, token.start)
            found.append(Token(kind, token.text, token.line, column))
    return tuple(found)


@lru_cache(maxsize=256)
def read_cypher(text: str) -> Reading:
    """Read a query's text.

    Raises:
        WriteRefused: it holds something that not every engine would read in the same way.
    """
    reading = Reading(_tokens_of(text))
    for token in reading.tokens:
        if token.kind == "parameter":
            reading.parameters.setdefault(token.text[1:].strip("`"), token.line)
    _read_return(reading)
    _Walk(reading).run()
    return reading


# --- RETURN ---------------------------------------------------------------------------------------


def _depths(tokens: Sequence[Token]) -> list[int]:
    depth, found = 0, []
    for token in tokens:
        if token.kind == "symbol" and token.text in CLOSE:
            depth -= 1
        found.append(depth)
        if token.kind == "symbol" and token.text in OPEN:
            depth += 1
    return found


def _read_return(reading: Reading) -> None:
    tokens, depths = reading.tokens, _depths(reading.tokens)
    top = [index for index, depth in enumerate(depths) if depth == 0]
    reading.unions = sum(tokens[index].word == "UNION" for index in top)
    starts = [index for index in top if tokens[index].word == "RETURN"]
    if not starts:
        return
    start = starts[-1]
    reading.return_line = tokens[start].line
    end = next(
        (index for index in top if index > start and tokens[index].word in _END_OF_RETURN), len(tokens)
    )
    reading.items = [_item(part) for part in _split(tokens[start + 1 : end])]
    if end < len(tokens) and tokens[end].word == "ORDER":
        reading.order_line = tokens[end].line
        stop = next(
            (index for index in top if index > end and tokens[index].word in _END_OF_RETURN), len(tokens)
        )
        reading.order = [_order_key(part) for part in _split(tokens[end + 2 : stop])]


def _split(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The parts between commas that stand in no bracket."""
    part: list[Token] = []
    for token, depth in zip(tokens, _depths(tokens), strict=True):
        if depth == 0 and token.text == "," and token.kind == "symbol":
            yield part
            part = []
        elif token.text != ";" or token.kind != "symbol":
            part.append(token)
    if part:
        yield part


def is_aggregate(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token is the name of an aggregating function that is called."""
    token, after = tokens[index], tokens[index + 1 : index + 2]
    called_ = bool(after) and after[0].text == "("
    return called_ and token.kind == "name" and token.text.lower() in AGGREGATES


def _item(part: list[Token]) -> Item:
    if part and part[0].word == "DISTINCT":
        part = part[1:]
    aggregates = any(is_aggregate(part, index) for index in range(len(part)))
    line = part[0].line if part else 0
    if len(part) > 2 and part[-2].word == "AS":  # an expression, AS and a name
        return Item(joined(part[:-2]), part[-1].name, aggregates, line)
    alias = part[0].name if len(part) == 1 else None
    return Item(joined(part), alias, aggregates, line)


def _order_key(part: list[Token]) -> str:
    if part and part[-1].word in ("ASC", "DESC", "ASCENDING", "DESCENDING"):
        part = part[:-1]
    return joined(part)


def joined(part: Sequence[Token]) -> str:
    """Tokens as text: alike for the same expression, however it was spaced."""
    return " ".join(token.text for token in part).replace(" . ", ".")


def called(text: str) -> str:
    """Joined tokens of a call as one writes them."""
    return text.replace(" ( ", "(").replace(" )", ")")


# --- names ----------------------------------------------------------------------------------------


class _Walk:
    """One pass over the tokens that keeps the brackets which are open."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.open: list[tuple[str, Element | None]] = []  # kind of bracket, the pattern that it opens

    def run(self) -> None:
        for index, token in enumerate(self.tokens):
            if token.kind != "symbol":
                continue
            if token.text in OPEN:
                self.open.append(self._opened(index))
            elif token.text in CLOSE and self.open:
                self.open.pop()
            elif token.text == ":":
                self._colon(index)
            elif token.text == ".":
                self._dot(index)

    def _opened(self, index: int) -> tuple[str, Element | None]:
        text = self.tokens[index].text
        if text == "{":
            return self._brace(index), self.open[-1][1] if self.open else None
        if text == "[" and self._text(index - 1) == "-":
            return "relationship", self._element("relationship", index)
        if text == "(" and self._is_node(index):
            return "node", self._element("node", index)
        return ("list" if text == "[" else "parenthesis"), None

    def _brace(self, index: int) -> str:
        """Whether a brace opens a subquery, a quantifier or a map."""
        before, after = self._token(index - 1), self._token(index + 1)
        if after and (after.kind == "number" or after.text == ","):
            return "quantifier"
        if (before and before.word in _SUBQUERY) or (after and after.word in ("MATCH", "UNWIND", "WITH")):
            return "subquery"
        return "map"

    def _is_node(self, index: int) -> bool:
        """Whether a parenthesis can be a node: not a call, and a name or nothing before : { ) or WHERE."""
        before = self._token(index - 1)
        if before and before.name and before.word not in _CLAUSES and self._text(index - 2) != "=":
            return False
        cursor = index + 1
        if (token := self._token(cursor)) and token.name:
            cursor += 1
        following = self._token(cursor)
        return bool(following and (following.text in (":", "{", ")") or following.word == "WHERE"))

    def _element(self, kind: str, index: int) -> Element:
        cursor, variable = index + 1, None
        if (token := self._token(cursor)) and token.name:
            variable, cursor = token.name, cursor + 1
        names: tuple[str, ...] = ()
        if self._text(cursor) == ":":
            names, cursor = self._expression(cursor)
        last = self._matching(index)
        element = Element(kind, variable, names, index, last, self.tokens[index].line)
        if kind == "relationship":
            backward, forward = self._text(index - 2) == "<", self._text(last + 2) == ">"
            direction = "" if backward == forward else ">" if forward else "<"
            many = any(token.text == "*" for token in self.tokens[index:last])
            element = Element(kind, variable, names, index, last, element.line, direction, many)
        self.reading.elements.append(element)
        return element

    def _matching(self, index: int) -> int:
        depth = 0
        for cursor in range(index, len(self.tokens)):
            if self.tokens[cursor].kind == "symbol":
                depth += (self.tokens[cursor].text in OPEN) - (self.tokens[cursor].text in CLOSE)
            if depth == 0:
                return cursor
        return len(self.tokens) - 1

    def _expression(self, index: int) -> tuple[tuple[str, ...], int]:
        """The names of a label or type expression that starts at a colon, and where it ends."""
        in_list = bool(self.open) and self.open[-1][0] == "list"  # there, a | begins what to collect
        operators = (":", "&", "!") if in_list else (":", "|", "&", "!")
        names, cursor, wants = [], index, False
        while token := self._token(cursor):
            if token.kind == "symbol" and token.text in operators:
                wants = True
            elif wants and token.name:
                names.append(token.name)
                wants = False
            else:
                break
            cursor += 1
        return tuple(names), cursor

    def _colon(self, index: int) -> None:
        kind, element = self.open[-1] if self.open else ("", None)
        line = self.tokens[index].line
        if kind == "map":
            key = self._token(index - 1)
            if key and key.name and element:
                self.reading.uses.append(Use(key.name, element.variable, line, element))
            return
        if index and self._text(index - 1) in (":", "|"):  # within an expression that was read already
            return
        names, _end = self._expression(index)
        target = self.reading.types if kind == "relationship" else self.reading.labels
        target.extend((name, line) for name in names)

    def _dot(self, index: int) -> None:
        name, before = self._token(index + 1), self._token(index - 1)
        if not (name and name.name and before) or self._text(index + 2) == "(":
            return  # '..', or a function in a namespace
        if before.kind in ("parameter", "number") or self._text(index - 2) == ".":
            return
        self.reading.uses.append(Use(name.name, before.name, name.line))

    def _token(self, index: int) -> Token | None:
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def _text(self, index: int) -> str:
        token = self._token(index)
        return token.text if token else ""
