"""Commands one after the other by the program's own door, in one process.

Usage: several FILE. FILE holds a JSON list of commands, each a list of words. Prints the status and
the name of each; its own status is 1 when one of them came to another end than 0.
"""

import json
import os
import sys
from pathlib import Path

import main as door

_USUAL_MASK = 0o022


def run_all(commands: list[list[str]]) -> int:
    """Run them in turn; each begins with the rights of files that a new process would have."""
    worst = 0
    for command in commands:
        os.umask(_USUAL_MASK)
        status = door.main(command)
        sys.stdout.write(f"{status} {command[0]}\n")
        sys.stdout.flush()
        worst = worst or int(status != 0)
    return worst


if __name__ == "__main__":
    sys.exit(run_all(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
