"""What commands write: one JSON object on standard output, progress on standard error."""

import errno
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from journal.command_line.error_words import IN_THE_WAY, Refusal


@contextmanager
def speaking() -> Iterator[None]:
    """Make sure that what is said can be said: in any encoding, and to nobody if need be.

    Raises BrokenPipeError when the reader went away, Refusal when the output cannot be written.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller, as `>&-` does
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        # What could not be written would be tried again, and fail again, when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno != errno.ENOSPC:
            raise
        raise Refusal(
            "The output cannot be written in full: there is no room for it. What was asked for "
            "was done. Send the output to another place.",
            IN_THE_WAY,
        ) from None


def print_json(found: dict[str, Any]) -> None:
    """One object, on one line, and nothing else."""
    json.dump(found, sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")


@contextmanager
def progress_bar(words: str) -> Iterator[Callable[[float], None]]:
    """A bar on standard error while that is a terminal; told the share done, from 0 to 1."""
    from tqdm import tqdm

    with tqdm(
        desc=words, total=1.0, bar_format="{desc} {percentage:3.0f} % |{bar}|", disable=None
    ) as bar:

        def tell(share: float) -> None:
            bar.update(share - bar.n)

        yield tell
