"""One invented interview, written once; make_examples.py turns it into every input format.

The people, the project and every word are made up. The blocks are chosen so that each format's traps
occur: consecutive blocks of one speaker, an underline over part of a block, a label without underline,
labels with blanks, a one-word utterance that reads like a code, a speaker label without words, and
enough text for page breaks to fall inside a block.
"""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "Interview 90 - Kim"
WHO = {"A": "Interviewer 1", "B": "Interviewer 2", "P": "Interviewee"}

#: The codes that the coder used, and one that only occurs as a spoken word.
CODES = (
    "Data-wrong-format",
    "MD-issues-with-dependencies",
    "MD-issues-with-dependencies-fix",
    "Model-Training-issues (MT)",
    "MT-random-seed-not-set",
    "preventive-fix",
    "Q3.1",
    "Q5.2",
    "monitoring",
    "stack not standardized",
)


@dataclass(frozen=True)
class Said:
    """A block: who speaks, the words, which of them are underlined (None: all), and the labels."""

    who: str
    text: str
    codes: tuple[str, ...] = ()
    marked: tuple[int, int] | None = None  # (0, 0): labels without underline


def _part(text: str, marked: str) -> tuple[int, int]:
    start = text.index(marked)
    return start, start + len(marked)


_SEED = (
    "Sure. We trained the ranking model on Monday and got one score, and on Tuesday the very same script "
    "gave another one. For two weeks we believed that the new features were the reason, and it was "
    "only the shuffle."
)
_FORMAT = (
    "The supplier swapped day and month in the order dates, and nobody had told us. Half of the rows parsed "
    "without complaint, so the first thing that we saw was a forecast that put Christmas into spring."
)
_PIN = (
    "Then a colleague installed the project on a fresh laptop and got a newer version of the scaler library, "
    "because our requirements had no versions in them. The model file would load, yet its numbers were off"
)

BLOCKS: tuple[Said, ...] = (
    Said("A", "Thanks for making time. Shall we begin with how your team trains its models?"),
    Said("P", "Gladly."),
    Said(
        "P",
        _SEED,
        ("MT-random-seed-not-set", "Model-Training-issues (MT)"),
        _part(_SEED, "on Tuesday the very"),
    ),
    Said("A", "And what did you change once you knew?"),
    Said(
        "P",
        "We fix the seed in one place now and write it into the run's log, so that anybody can repeat a run.",
        ("MT-random-seed-not-set", "preventive-fix"),
    ),
    Said("A", "I see, thanks.", ("MT-random-seed-not-set", "preventive-fix"), (0, 0)),
    Said("A", "Which problem in your data preparation comes back again and again?"),
    Said("P", _FORMAT, ("Data-wrong-format", "Q3.1")),
    Said("P", "It took three people a week to find.", ("Data-wrong-format", "Q3.1")),
    Said("B", "May I add a question here? How would you have noticed sooner?"),
    Said("P", "Monitoring"),
    Said("B", "of the inputs, you mean, or of the forecasts?"),
    Said(
        "P",
        "The inputs. A range check on the dates is ten lines of code, and we just never wrote them.",
        ("Q3.1",),
    ),
    Said("A", "Let us move on to deployment. Did a model ever behave differently after you had shipped it?"),
    Said("P", ""),
    Said("P", _PIN, ("MD-issues-with-dependencies", "Q5.2", "stack not standardized")),
    Said("A", "by how much?"),
    Said("P", "Five percent, which is enough to lose a customer's trust."),
    Said(
        "P",
        "Since then a lock file is part of every release. And a test compares twenty stored predictions "
        "before anything goes out, which is the cheapest insurance that we have.",
        ("MD-issues-with-dependencies-fix", "preventive-fix"),
    ),
    Said("A", "That is all from us. Thank you very much for the conversation."),
    Said("P", "You are welcome. Good luck with the pre-study and its well-hidden surprises."),
)
