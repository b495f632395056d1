"""A table of the numbers that a chart draws, in words, for who reads rather than looks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """Headings and rows of text; every row has as many cells as there are headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
