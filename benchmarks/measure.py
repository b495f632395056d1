"""Taking times in turn, and the rows of the table that they make."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One measurement: ours beside something bare, both in `unit`, medians of `times` runs.

    `bare` is None where there is nothing to set ours beside.
    """

    what: str
    size: str
    ours: float
    bare: float | None
    unit: str
    times: int

    @property
    def ratio(self) -> float | None:
        """How many times as much as the bare one ours takes."""
        return None if self.bare is None else self.ours / self.bare


def in_turns(ours: Work, bare: Work, times: int) -> tuple[float, float]:
    """Medians of both in milliseconds, run one after the other so that neither has a better hour.

    A first run of each is thrown away.
    """
    ours(), bare()
    taken_ours, taken_bare = [], []
    for _ in range(times):
        taken_ours.append(milliseconds(ours))
        taken_bare.append(milliseconds(bare))
    return statistics.median(taken_ours), statistics.median(taken_bare)


def milliseconds(work: Work) -> float:
    """How long one run takes. Rubbish is collected before it, not during it."""
    gc.collect()
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def as_markdown(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | journal | ours | bare | ratio | runs |", "|---|---|---:|---:|---:|---:|"]
    lines += [f"| {' | '.join(_cells(row))} |" for row in rows]
    return "\n".join(lines) + "\n"


def as_text(rows: list[Row]) -> str:
    """The rows in columns for a terminal."""
    table = [("what", "journal", "ours", "bare", "ratio", "runs"), *map(_cells, rows)]
    widths = [max(len(line[column]) for line in table) for column in range(6)]
    lines = []
    for line in table:
        words = [cell.ljust(width) for cell, width in zip(line[:2], widths[:2], strict=True)]
        numbers = [cell.rjust(width) for cell, width in zip(line[2:], widths[2:], strict=True)]
        lines.append("  ".join([*words, *numbers]).rstrip())
    return "\n".join(lines) + "\n"


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.what,
        row.size,
        _amount(row.ours, row.unit),
        "" if row.bare is None else _amount(row.bare, row.unit),
        "" if row.ratio is None else f"{row.ratio:.2f}",
        str(row.times),
    )


def _amount(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}"
