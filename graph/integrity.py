"""Links that differ from what their evidence says: the whole map is derived anew and compared.

What else must never be found in a graph are questions: the queries of the pack ``integrity``
(``mitigraph.queries.integrity`` asks all of them and this).
"""

from __future__ import annotations

from dataclasses import dataclass

from mitigraph.graph.derive import all_derived, all_stored, difference
from mitigraph.graph.existing import Read
from mitigraph.graph.model import LINK_TYPES


@dataclass(frozen=True)
class Fault:
    """One thing that must not be: what, and the id or ends of it."""

    what: str
    where: str


def links_unlike_evidence(read: Read) -> list[Fault]:
    """How the links of all types differ from what the evidence says; empty in a sound graph."""
    return [fault for type_ in LINK_TYPES for fault in link_faults(read, type_)]


def link_faults(read: Read, type_: str) -> list[Fault]:
    """How the links of a type differ from what the evidence says."""
    changes = difference(all_derived(read, type_), all_stored(read, type_))
    return [
        *(Fault(f"a missing {type_} link", str(link.properties["pair"])) for link in changes.create),
        *(
            Fault(f"wrong counts on a {type_} link", str(c.element.properties["pair"]))
            for c in changes.change
        ),
        *(
            Fault(f"a {type_} link without evidence", str(link.properties.get("pair")))
            for link in changes.remove
        ),
    ]
