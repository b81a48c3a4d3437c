"""The header of a query file: YAML in the comments at its top.

    // ---
    // title: Which causes lead to an issue?
    // description: One row per issue and cause ...
    // params: {issue: {type: string, default: null, help: id or part of the name}}
    // returns: {cause: its name, participants: distinct participants}
    // tags: [cause]
    // ---
    MATCH ...

The comments keep the file a plain query that runs as it is in Neo4j Browser. Whatever is wrong in a
header is found at its line: a key that nobody knows is an error, so that a typo cannot switch a
declaration off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from mitigraph.queries.findings import Finding
from mitigraph.queries.nearest import did_you_mean
from mitigraph.queries.post import Post
from mitigraph.queries.table import EXCERPTS

RULER = "---"
EVIDENCE = "evidence"  # the parameter that is true where the excerpts behind each row are asked for
TYPES = ("string", "integer", "float", "boolean", "strings")
Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class Part(BaseModel):
    """What the parts of a header share: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Parameter(Part):
    """A parameter of a query: it has a default, or it is required."""

    type: Literal["string", "integer", "float", "boolean", "strings"]
    help: Text
    default: Any = Field(None, description="the value where none is given; null usually means all")
    required: bool = Field(False, description="true: there is no default")
    choices: tuple[str, ...] = Field((), description="the values that are allowed, where they are few")
    entity: Annotated[tuple[str, ...], BeforeValidator(_as_tuple)] = Field(
        (), description="labels: the value names such a node; an id, a name or a part of it becomes the id"
    )

    @model_validator(mode="after")
    def _default_or_required(self) -> Parameter:
        has_default = "default" in self.model_fields_set
        if has_default == self.required:
            raise ValueError("needs a default (null for all) or 'required: true', and not both")
        if has_default and self.default is not None and not self.accepts(self.default):
            raise ValueError(f"its default {self.default!r} is no {self.type} that it allows")
        return self

    def accepts(self, value: object) -> bool:
        """Whether a value that is not null has the parameter's type and is among its choices."""
        if self.type == "strings":
            return isinstance(value, list | tuple) and all(self._is_choice(item) for item in value)
        if self.type == "string":
            return self._is_choice(value)
        if self.type == "boolean":
            return isinstance(value, bool)
        kinds = (int,) if self.type == "integer" else (int, float)
        return isinstance(value, kinds) and not isinstance(value, bool)

    def _is_choice(self, value: object) -> bool:
        return isinstance(value, str) and (not self.choices or value in self.choices)


class Count(Part):
    """What the rows are a part of: the numerator and the denominator of ``--view count``."""

    of: Name = Field(description="the column of ids whose distinct values are the numerator")
    what: Text = Field(description="what the numerator counts, as words")
    among: Text = Field(description="what the denominator counts, as words")
    total: Text = Field(description="Cypher that returns the denominator: one row, one number")


Labels = Annotated[tuple[Text, ...], BeforeValidator(_as_tuple), Field(min_length=1)]


class Header(Part):
    """What a query file says about itself."""

    title: Text = Field(description="the question, as an analyst would ask it")
    description: Text = Field(description="what a row is, what is counted and at which level")
    params: dict[Name, Parameter] = Field(default_factory=dict, description="by name, without the $")
    returns: dict[Name, Text] = Field(min_length=1, description="each column and what it holds, in order")
    tags: tuple[Text, ...] = ()
    entities: dict[Name, Labels] = Field(
        default_factory=dict, description="the columns that hold ids (or lists of ids) of nodes: their labels"
    )
    count: Count | None = Field(None, description="what the rows are a part of, for --view count")
    example: dict[Name, Any] = Field(
        default_factory=dict, description="parameters of the answer that the reference shows"
    )
    post: Post | None = Field(None, description="one step in Python after the rows: see post.py")

    @model_validator(mode="after")
    def _columns_exist(self) -> Header:
        wanted = [*self.entities, *([self.count.of] if self.count else [])]
        if self.post:
            wanted += self.post.columns()
        for name in wanted:
            if name not in self.returns:
                raise ValueError(f"names the column '{name}', which 'returns' does not have")
        return self

    @property
    def answered(self) -> list[str]:
        """The columns of its answer that are known beforehand: without ids of excerpts and pivoted ones."""
        gone = [EXCERPTS, *(self.post.columns() if self.post else ())]
        made = self.post.made() if self.post else ()
        return [*(name for name in self.returns if name not in gone), *made]

    @property
    def described(self) -> dict[str, str]:
        """What a reader is told of columns: those that a step makes stand for the ones that it takes away."""
        made = self.post.made() if self.post else {}
        if not made:
            return self.returns
        return {name: made.get(name) or self.returns[name] for name in self.answered}

    @property
    def opens(self) -> bool:
        """Whether its rows open to excerpts: the query hands their ids out where it is asked to."""
        return EXCERPTS in self.returns and EVIDENCE in self.params


@dataclass(frozen=True)
class HeaderText:
    """The YAML of a header and where it stands: ``first_line`` is the file's line of its first line."""

    yaml: str
    first_line: int
    body_line: int  # the file's line after the closing ruler


def split_header(text: str) -> HeaderText | None:
    """The header's YAML, or None where the file has none (or never closes it)."""
    lines = text.splitlines()
    start = next((index for index, line in enumerate(lines) if line.strip()), None)
    if start is None or _comment(lines[start]) != RULER:
        return None
    inside: list[str] = []
    for index, line in enumerate(lines[start + 1 :], start=start + 1):
        content = _comment(line)
        if content is None:
            return None
        if content.strip() == RULER:
            return HeaderText("\n".join(inside), start + 2, index + 2)
        inside.append(content)
    return None


def line_in_header(text: str, words: str) -> int:
    """The first line of a file's header that holds some words, for pointing at it; 1 where none does."""
    header = split_header(text)
    lines = text.splitlines()[: header.body_line if header else 0]
    return next((number for number, line in enumerate(lines, start=1) if words in line), 1)


def _comment(line: str) -> str | None:
    """What a comment line says, one blank after the slashes taken off; None for other lines."""
    if not line.startswith("//"):
        return None
    return line[2:].removeprefix(" ").rstrip()


def read_header(text: str, path: Path) -> tuple[Header | None, list[Finding]]:
    """The header of a query's text, or None and what is wrong with it, each with ``path:line``."""
    found = split_header(text)
    if found is None:
        hint = "begin it with '// ---', 'title:' and the rest in comments, and '// ---'"
        return None, [Finding(f"{path}:1", "the query has no header", hint)]
    try:
        content = yaml.safe_load(found.yaml)
        tree = yaml.compose(found.yaml, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        return None, [_yaml_finding(error, found, path)]
    twice = list(_repeated(tree, found, path))
    if twice:
        return None, twice
    try:
        return Header.model_validate(content if content is not None else {}), []
    except ValidationError as error:
        # Unknown keys first: a misspelt key is also a missing one, and the misspelling says more.
        problems = sorted(error.errors(), key=lambda problem: problem["type"] != "extra_forbidden")
        return None, [_finding(problem, tree, found, path) for problem in problems]


def _yaml_finding(error: yaml.YAMLError, found: HeaderText, path: Path) -> Finding:
    mark = getattr(error, "problem_mark", None)
    line = found.first_line + (mark.line if mark else 0)
    reason = getattr(error, "problem", None) or "it cannot be read"
    hint = "quote values that hold ': ' or ' #', and keep the blanks at the beginning of lines"
    return Finding(f"{path}:{line}", f"the header is not valid YAML: {reason}", hint)


def _repeated(tree: yaml.Node | None, found: HeaderText, path: Path) -> Iterator[Finding]:
    """Keys that stand twice in one mapping: YAML would silently keep the last."""
    if not isinstance(tree, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in tree.value:
        if key.value in seen:
            place = f"{path}:{found.first_line + key.start_mark.line}"
            yield Finding(place, f"the header has '{key.value}' twice", "keep one of the two")
        seen.add(key.value)
        yield from _repeated(value, found, path)


def _finding(problem: Any, tree: yaml.Node | None, found: HeaderText, path: Path) -> Finding:
    keys = [str(part) for part in problem["loc"] if part != "[key]"]
    place = f"{path}:{found.first_line + _line_of(tree, keys)}"
    where = ".".join(keys) or "the header"
    if problem["type"] == "extra_forbidden":
        known = _known_keys(keys)
        return Finding(place, f"the header has an unknown key '{where}'", did_you_mean(keys[-1], known))
    if problem["type"] == "missing":
        return Finding(place, f"the header lacks '{where}'", "add it: docs/queries.md says what it holds")
    reason = str(problem["msg"]).removeprefix("Value error, ")
    whose = f"the header's '{where}': " if keys else "the header "
    return Finding(place, f"{whose}{_lower(reason)}", "docs/queries.md says what it holds")


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _known_keys(keys: Sequence[str]) -> list[str]:
    parts: dict[str, type[BaseModel]] = {"params": Parameter, "count": Count, "post": Post}
    model = parts.get(keys[0], Header) if len(keys) > 1 else Header
    return list(model.model_fields)


def _line_of(node: yaml.Node | None, keys: Sequence[str]) -> int:
    """The line (from 0) of the deepest of the keys that the YAML has."""
    line = 0
    for wanted in keys:
        if not isinstance(node, yaml.MappingNode):
            break
        pair = next(((key, value) for key, value in node.value if key.value == wanted), None)
        if pair is None:
            break
        line, node = pair[0].start_mark.line, pair[1]
    return line
