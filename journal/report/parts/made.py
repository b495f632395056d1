"""What a section consists of."""

from dataclasses import dataclass

from journal.report.document import Block, Grid
from journal.report.pictures import Drawing
from journal.words.table import Table


@dataclass(frozen=True)
class Made:
    """The blocks of a section, and the charts among them that are still to be drawn."""

    blocks: tuple[Block, ...]
    drawings: tuple[Drawing, ...] = ()


def grid_of(table: Table, *widths: float) -> Grid:
    """A table of words as a block; `widths` as in `Grid`."""
    return Grid(table.headings, table.rows, widths)
