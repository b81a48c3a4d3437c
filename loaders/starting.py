"""A new study: commented files that check accepts, ready for an import."""

from __future__ import annotations

import json
from pathlib import Path

from mitigraph.errors import UsageError
from mitigraph.loaders.formats import TABLES
from mitigraph.loaders.writing import csv_text, write_all

_STUDY = """# The study: what all its interviews share. docs/study-format.md describes every file and column.
format: 1

# The study's id (small letters, digits, hyphens). A database holds one study and knows it by this.
id: {id}
title: {quoted}

# How to cite the study; may stay empty.
citation: ""

# The phases of the workflow, in their order. Codes, statements and links refer to their ids.
phases:
  - {{id: data-collection, name: Data collection}}
  - {{id: data-preparation, name: Data preparation}}
  - {{id: model-training, name: Model training}}
  - {{id: model-evaluation, name: Model evaluation}}
  - {{id: deployment, name: Deployment}}
  - {{id: maintenance, name: Maintenance}}

# What issues degrade; registry/issues.csv names them in its column quality_attribute.
quality_attributes:
  - {{id: reliability, name: Reliability, description: failure-free operation under stated conditions}}
  - {{id: maintainability, name: Maintainability, description: how well the system can be modified}}
"""

_README = """# {title}

A study for mitigraph. Its files, all of them CSV or YAML:

| file | what it holds |
|---|---|
| study.yaml | title, phases in order, quality attributes |
| codebook.csv | the codes: kind, the entity that each denotes, what it answers or asks about |
| registry/*.csv | the issues, causes, mitigations and consequences that all interviews share |
| participants.csv, interviews.csv | people by attributes, no names; and who gave which interview |
| codings.csv, codings/*.csv | who coded which interview, and the excerpts with their codes |
| statements/*.csv | what participants say about how entities hang together |
| uncoded/*.csv | passages that a coder left without code, each with a reason |
| waivers.csv | warnings that somebody looked at and accepts |
| speech/*.csv | where the sentences of each transcript stand, to account for them |
| sources/*.yaml | what became of every line of each imported file |

Interview texts stay out of this folder: rows hold positions, hashes and paraphrases.

    mitigraph --study . import INTERVIEW.pdf     # bring in an interview
    mitigraph --study . check                    # what is wrong or doubtful
    mitigraph --study . load                     # bring the graph in line
    mitigraph --study . query list               # what can be asked
"""


def start_study(folder: Path, *, title: str = "") -> tuple[str, ...]:
    """Make a new study in ``folder``; returns the names of its files.

    Raises:
        UsageError: the folder holds something already; nothing was written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{folder}: already holds something", "name a folder that is empty or does not exist"
        )
    name = folder.resolve().name
    named = title or name
    values = {"id": _slug(name), "title": named, "quoted": json.dumps(named, ensure_ascii=False)}
    files = {"study.yaml": _STUDY.format(**values), "README.md": _README.format(**values)}
    files |= {table: csv_text(model, []) for table, model in TABLES.items()}
    write_all(folder, files)
    return tuple(files)


def _slug(name: str) -> str:
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in name.lower()).split()
    slug = "-".join(words) or "study"
    return f"study-{slug}" if slug.isdigit() else slug  # YAML would read a number
