"""From the data to a report ready to be set, with progress.

Progress is told between the charts; whoever is told may raise to stop the work there.
"""

import gc
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager

from journal.report.choices import ReportChoices
from journal.report.composing import compose
from journal.report.data import ReportData, data_hash
from journal.report.typesetting import Sheet, sheet

Tell = Callable[[float], object]
"""Told the share done, from 0 to 1."""

Drawn = MutableMapping[object, bytes]
"""Charts that were drawn before, kept by whoever makes several reports of the same data."""

_READ, _DRAWN = 0.1, 0.7
"""Shares of the whole work, up to the pages as images: what is left is setting them."""


def report_sheet(
    data: ReportData, choices: ReportChoices, tell: Tell, drawn: Drawn | None = None
) -> Sheet:
    """Compose the report and draw its charts, those alone that were not drawn before."""
    tell(_READ)
    drawn = {} if drawn is None else drawn
    digest = data_hash(data)
    composed = compose(data, choices, digest)
    tall = sum(one.picture.height for one in composed.drawings)  # a tall chart takes long to draw
    pictures, height = {}, 0.0
    for drawing in composed.drawings:
        tell(_READ + (_DRAWN - _READ) * height / tall)
        key = (digest, choices.paper, drawing.picture)
        if key not in drawn:
            with _rubbish_kept():
                drawn[key] = drawing.svg(choices.paper)
        pictures[drawing.picture.file] = drawn[key]
        height += drawing.picture.height
    tell(_DRAWN)
    return sheet(composed.report, pictures)


@contextmanager
def _rubbish_kept() -> Iterator[None]:
    """Look for rubbish after a chart rather than while it is drawn.

    A chart is thousands of objects that all stay until it is done; going through them again and
    again takes a sixth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
