"""Speaker labels as people and tools write them, and the role each one names."""

from __future__ import annotations

import re

from mitigraph.loaders.records import Role

# 'Interviewer', 'Interviewer 1', 'Interviewer1', and the typos that exports hold ('interviewr').
# 'interviewe' could be either role, so it is a label, but of nobody in particular.
_ROLES: tuple[tuple[Role, str], ...] = (
    (Role.INTERVIEWER, r"inter?vie?w(?:e?r|or)s?|moderator|researcher|facilitator"),
    (Role.INTERVIEWEE, r"inter?vie?wees?|participant|respondent|informant"),
    (Role.UNKNOWN, r"(?:unknown|unidentified)[ _-]?speaker|speaker|interviewe"),
)
_NUMBER = r"[ \t_#-]*\d{0,3}"
_LABELS = tuple((role, re.compile(rf"(?:{names}){_NUMBER}", re.IGNORECASE)) for role, names in _ROLES)

#: Any speaker label, for building larger patterns (case does not matter).
LABEL = "(?:" + "|".join(names for _, names in _ROLES) + ")" + _NUMBER


def is_speaker(text: str) -> bool:
    """Whether the text is a speaker label and nothing else."""
    return any(pattern.fullmatch(text.strip()) for _, pattern in _LABELS)


def role_of(speaker: str) -> Role:
    """The role that a speaker label names; a name of a person, or none at all, is unknown."""
    for role, pattern in _LABELS:
        if pattern.fullmatch(speaker.strip()):
            return role
    return Role.UNKNOWN
