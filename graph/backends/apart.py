"""The program of a process that reads a folder for another one, which may end it at any time.

``python -m mitigraph.graph.backends.apart FOLDER [COMMAND...]`` writes one line of JSON: where its engine
listens, or why it does not start. It lives until its input closes, which the death of the other process does
too. COMMAND is what the other process was started with, for those whom the folder's lock keeps waiting.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mitigraph.errors import MitigraphError
from mitigraph.graph.backends.folder import lock_folder


def main() -> None:
    """Read the folder that the first argument names, for the process that started this one."""
    folder, sys.argv = Path(sys.argv[1]), sys.argv[2:] or sys.argv[:1]
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what the engine may print is no answer
    try:
        lock, engine = lock_folder(folder, "read")
    except MitigraphError as error:
        tell(answer, {"error": type(error).__name__, "message": error.message, "hint": error.hint})
        sys.exit(error.exit_code)
    tell(answer, asdict(engine.address))
    sys.stdin.buffer.read()
    lock.release()
    # Nothing was written; an engine that is at a query for ever would not stop.
    os._exit(0)


def tell(answer: Any, what: dict[str, Any]) -> None:
    """Write the one line of the answer; the password goes nowhere but through this pipe."""
    with answer:
        json.dump(what, answer)
        answer.write("\n")


if __name__ == "__main__":
    main()
