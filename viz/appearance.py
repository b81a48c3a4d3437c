"""How each kind of node and link looks, and which words name it.

Colours are Okabe and Ito's palette for all kinds of colour vision (Color Universal Design, 2008), some
a little darker for contrast on white; no kind is told by colour alone, each has a shape or a dash too.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NodeStyle:
    """A kind of node: words, fill colour and vis-network shape."""

    name: str
    plural: str
    color: str
    shape: str


@dataclass(frozen=True)
class LinkStyle:
    """A type of link: the words from start to end and back, colour, dashes, pull in the layout.

    ``dashes`` are lengths in pixels, empty for a solid line; ``pull`` has no unit: how strongly the
    layout draws the two ends together, against 1 for KIND_OF.
    """

    verb: str
    passive: str
    color: str
    dashes: tuple[int, ...]
    pull: float
    arrow: bool = True


NODES = {
    "Issue": NodeStyle("issue", "issues", "#d55e00", "dot"),
    "Cause": NodeStyle("cause", "causes", "#e69f00", "triangle"),
    "Mitigation": NodeStyle("mitigation", "mitigations", "#009e73", "square"),
    "Consequence": NodeStyle("consequence", "consequences", "#a8558a", "diamond"),
    "Phase": NodeStyle("phase", "phases", "#0072b2", "hexagon"),
    "QualityAttribute": NodeStyle("quality attribute", "quality attributes", "#56b4e9", "triangleDown"),
    "Participant": NodeStyle("participant", "participants", "#4a4a4a", "star"),
}

LINKS = {
    "CAUSES": LinkStyle("causes", "is caused by", "#c17f00", (), 2),
    "LEADS_TO": LinkStyle("leads to", "follows from", "#a8558a", (), 2),
    "MITIGATES": LinkStyle("mitigates", "is mitigated by", "#009e73", (), 2),
    "OCCURS_IN": LinkStyle("occurs in", "is where this occurs:", "#0072b2", (3, 4), 0.5),
    "REPORTS": LinkStyle("reports", "is reported by", "#8a8a8a", (2, 4), 0.1),
    "DEGRADES": LinkStyle("degrades", "is degraded by", "#56b4e9", (8, 4), 0.5),
    "KIND_OF": LinkStyle("is a kind of", "has the kind", "#5c6670", (8, 3, 2, 3), 1),
    "CO_CODED_WITH": LinkStyle(
        "is coded together with", "is coded together with", "#b5a900", (1, 3), 0.1, arrow=False
    ),
}
