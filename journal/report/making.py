"""From the data to a report ready to be set, with progress.

Progress is told between the charts; whoever is told may raise to stop the work there.
"""

from collections.abc import Callable, MutableMapping

from journal.report.choices import ReportChoices
from journal.report.composing import compose
from journal.report.data import ReportData, data_hash
from journal.report.typesetting import Sheet, sheet

Tell = Callable[[float], object]
"""Told the share done, from 0 to 1."""

Drawn = MutableMapping[object, bytes]
"""Charts that were drawn before, kept by whoever makes several reports of the same data."""

_READ, _DRAWN = 0.1, 0.9


def report_sheet(
    data: ReportData, choices: ReportChoices, tell: Tell, drawn: Drawn | None = None
) -> Sheet:
    """Compose the report and draw its charts, those alone that were not drawn before."""
    tell(_READ)
    drawn = {} if drawn is None else drawn
    digest = data_hash(data)
    composed = compose(data, choices, digest)
    pictures = {}
    for place, drawing in enumerate(composed.drawings):
        tell(_READ + (_DRAWN - _READ) * place / len(composed.drawings))
        key = (digest, choices.paper, drawing.picture)
        if key not in drawn:
            drawn[key] = drawing.svg(choices.paper)
        pictures[drawing.picture.file] = drawn[key]
    tell(_DRAWN)
    return sheet(composed.report, pictures)
