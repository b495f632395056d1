"""A chart of a series, drawn on paper and written into a file."""

import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from journal import words
from journal.charts import style
from journal.charts.around import draw_around
from journal.charts.timeline import draw_timeline

if TYPE_CHECKING:
    from journal.series import Series

INCHES = (11.0, 5.4)


def save_chart(kind: str, found: "Series", path: Path) -> None:
    """Draw "timeline" or "around" and write it as the file's ending says.

    Raises KeyError for another kind and OSError where the file cannot be written.
    """
    figure = Figure(figsize=INCHES)
    _DRAWN[kind](figure, found)
    half = path.with_name(f".{path.stem}-{uuid.uuid4().hex}{path.suffix}")
    try:  # an older picture of this name stays until the new one is whole
        style.save(figure, half)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _timeline(figure: Figure, found: "Series") -> None:
    days = [one.day for one in found.day_values] + [one.day for one in found.treatments]
    days = days or [found.today]
    draw_timeline(
        figure,
        _subject(found),
        found.day_values,
        found.treatments,
        (min(days), max(days)),
        style.PAPER,
    )


def _around(figure: Figure, found: "Series") -> None:
    draw_around(figure, _subject(found), found.around, style.PAPER)


def _subject(found: "Series") -> words.Subject:
    return words.subject(found.instrument, found.score, found.rater, is_sample=found.is_sample)


_DRAWN: Mapping[str, Callable[[Figure, "Series"], None]] = {
    "timeline": _timeline,
    "around": _around,
}
