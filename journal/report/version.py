"""Which program made a page."""

import importlib.metadata
from functools import cache


@cache
def program_version() -> str:
    """The program's version, as it was installed."""
    return importlib.metadata.version("tidemark")
