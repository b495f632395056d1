"""What commands write: one JSON object on standard output, progress on standard error."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


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
