"""The charts of a report as SVG, drawn on paper with white space at the edges of the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from matplotlib.figure import Figure

from journal import words
from journal.charts import style
from journal.charts.around import draw_around
from journal.charts.durations import draw_durations
from journal.charts.durations import height_for as height_of_durations
from journal.charts.each import draw_each
from journal.charts.each import height_for as height_of_each
from journal.charts.hours import draw_hours
from journal.charts.hours import height_for as height_of_hours
from journal.charts.side_effects import draw_side_effects
from journal.charts.side_effects import height_for as height_of_side_effects
from journal.charts.timeline import draw_timeline
from journal.report.choices import Paper
from journal.report.document import Picture
from journal.report.signs import drawable_text
from journal.report.svg import svg
from journal.series import Series
from journal.trajectories.hours import TreatmentHours
from journal.trajectories.side_effects import SideEffects
from journal.trajectories.values import AroundTreatment
from journal.words import around, durations, each, hours, side_effects, timeline

SCALE = 0.88
"""The size of type in charts against the screen's: a page is read from nearer."""

_TALLEST = 8.8
"""The height that a chart may take at most, in inches: the lowest page, but for its heading."""

_MARGINS = 36 / 25.4
_NARROWEST = min(paper.width for paper in Paper) - _MARGINS + 2 * style.MARGIN


@dataclass(frozen=True)
class Drawing:
    """A chart that is still to be drawn, and the place it takes on paper."""

    picture: Picture
    draw: Callable[[Figure], object]

    def svg(self, paper: Paper) -> bytes:
        """Draw it; the same chart gives the same bytes."""
        wide = paper.width - _MARGINS + 2 * style.MARGIN
        figure = Figure(figsize=(wide, self.picture.height))
        self.draw(figure)
        return drawable_text(svg(figure)).encode()


def subject_of(found: Series) -> words.Subject:
    """What the charts of a series say of it, in signs that the fonts have."""
    what = words.subject(found.instrument, found.score, found.rater, is_sample=found.is_sample)
    return replace(
        what,
        title=drawable_text(what.title),
        axis=drawable_text(what.axis),
        rater=drawable_text(what.rater),
    )


def around_within(found: Series, first: date) -> tuple[AroundTreatment, ...]:
    """The treatments of a series from a day on; they keep the numbers they have among all."""
    return tuple(one for one in found.around if one.treatment.day >= first)


def around_drawing(
    file: str, found: Series, shown: Sequence[AroundTreatment], height: float
) -> Drawing:
    """The overlay of some treatments."""
    what = subject_of(found)
    return Drawing(
        Picture(file, around.description(what, shown), height),
        partial(_draw_around, what, shown),
    )


def timeline_drawing(file: str, found: Series, span: tuple[date, date], height: float) -> Drawing:
    """The day values of a series between two days, both included."""
    first, last = span
    values = [one for one in found.day_values if first <= one.day <= last]
    given = [one for one in found.treatments if first <= one.day <= last]
    description = timeline.description(subject_of(found), values, given)
    return Drawing(Picture(file, description, height), partial(_draw_timeline, found, span))


def each_drawing(
    file: str, found: Series, shown: Sequence[AroundTreatment], paper: Paper
) -> Drawing:
    """A panel for each treatment."""
    what = subject_of(found)
    return Drawing(
        Picture(
            file,
            each.description(what, shown),
            min(height_of_each(len(shown), _NARROWEST, SCALE), _tallest(paper)),
        ),
        partial(_draw_each, what, shown),
    )


def durations_drawing(
    file: str, found: Series, shown: Sequence[AroundTreatment], paper: Paper
) -> Drawing:
    """The durations of some treatments."""
    what = subject_of(found)
    return Drawing(
        Picture(
            file,
            durations.description(what, shown),
            min(
                height_of_durations(shown, _NARROWEST, SCALE),
                2.0 + 0.36 * len(shown),
                _tallest(paper),
            ),
        ),
        partial(_draw_durations, what, shown),
    )


def _tallest(paper: Paper) -> float:
    return _TALLEST + paper.height - min(one.height for one in Paper)


def _draw_each(what: words.Subject, shown: Sequence[AroundTreatment], figure: Figure) -> None:
    draw_each(figure, what, shown, style.PAPER, scale=SCALE)


def _draw_durations(what: words.Subject, shown: Sequence[AroundTreatment], figure: Figure) -> None:
    draw_durations(figure, what, shown, style.PAPER, scale=SCALE)


def hours_drawing(file: str, found: Sequence[TreatmentHours], *, is_sample: bool) -> Drawing:
    """Treatment days by the hours from their starts."""
    return Drawing(
        Picture(file, hours.description(found), min(height_of_hours(found, SCALE), _TALLEST)),
        partial(_draw_hours, found, is_sample),
    )


def _draw_hours(found: Sequence[TreatmentHours], is_sample: bool, figure: Figure) -> None:
    draw_hours(figure, found, style.PAPER, scale=SCALE, is_sample=is_sample)


def side_effects_drawing(file: str, found: SideEffects, *, is_sample: bool) -> Drawing:
    """Side effects by the time from the treatments that they followed."""
    found = _in_drawable_signs(found)
    return Drawing(
        Picture(
            file,
            side_effects.description(found),
            min(height_of_side_effects(found, _NARROWEST, SCALE), _TALLEST),
        ),
        partial(_draw_side_effects, found, is_sample),
    )


def _in_drawable_signs(found: SideEffects) -> SideEffects:
    """The same with the person's own words for an effect in signs that the fonts have."""
    return replace(
        found,
        spans=tuple(replace(one, effect=drawable_text(one.effect)) for one in found.spans),
        undated=tuple(replace(one, effect=drawable_text(one.effect)) for one in found.undated),
        apart=tuple(replace(one, effect=drawable_text(one.effect)) for one in found.apart),
    )


def _draw_side_effects(found: SideEffects, is_sample: bool, figure: Figure) -> None:
    draw_side_effects(figure, found, style.PAPER, scale=SCALE, is_sample=is_sample)


def _draw_around(what: words.Subject, shown: Sequence[AroundTreatment], figure: Figure) -> None:
    draw_around(figure, what, shown, style.PAPER, scale=SCALE)


def _draw_timeline(found: Series, span: tuple[date, date], figure: Figure) -> None:
    what = subject_of(found)
    draw_timeline(figure, what, found.day_values, found.treatments, span, style.PAPER, scale=SCALE)
