"""Ctrl-C while the program is being loaded: a sentence, and no traceback."""

import subprocess
import sys
from pathlib import Path

import main

WHILE_LOADING = "import main\nraise KeyboardInterrupt"
"""Where the first lines of the program have run, and no command listens yet."""


def test_ctrl_c_while_the_program_is_being_loaded_ends_it_in_a_sentence() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WHILE_LOADING],
        cwd=Path(main.__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode != 0
    assert ended.stderr == "Stopped. Nothing was written.\n"
