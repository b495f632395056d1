"""Around each treatment: the days after every treatment, or every course, over one another."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from journal.charts.shown import Shown
from journal.trajectories.courses import AroundCourse, courses
from journal.words import around as words
from journal.words import courses as course_words
from ui.pages.trajectories.reading import Rated, read_rated
from ui.pages.trajectories.view import Choice, Chosen, Member, Nothing, Options, Picture, View
from ui.pages.trajectories.words import no_treatment, treatment_members
from ui.widgets.chart_view import Artists, ChartWords

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journal.charts.style import Palette

translate = QCoreApplication.translate

ColouredBy = Literal["order", "phase"]
_TREATMENT, _COURSE = "treatment", "course"
_ORDER: ColouredBy = "order"
_PHASE: ColouredBy = "phase"


def around_view() -> View[Rated]:
    name = translate("Trajectories", "Around each treatment")
    return View("around", name, read_rated, _offer, _show)


def _offer(found: Rated, chosen: Chosen) -> Mapping[Choice, Options]:
    """Treatments or courses; colours by phase only where there are two phases to tell apart.

    A single treatment looks the same either way.
    """
    around = found.series.around
    if len(around) < 2:
        return {}
    offered: dict[Choice, Options] = {
        Choice.UNIT: [
            (_TREATMENT, translate("Trajectories", "each treatment")),
            (_COURSE, translate("Trajectories", "each course")),
        ]
    }
    if chosen[Choice.UNIT] != _COURSE and len({one.treatment.phase for one in around}) > 1:
        offered[Choice.COLOUR] = [
            (_ORDER, translate("Trajectories", "the order of treatments")),
            (_PHASE, translate("Trajectories", "phase")),
        ]
    return offered


def _show(found: Rated, chosen: Chosen) -> Picture | Nothing:
    if not found.series.around:
        return no_treatment()
    if chosen[Choice.UNIT] == _COURSE:
        return _by_course(found, courses(found.series.around))
    around = found.series.around
    coloured_by = _PHASE if chosen[Choice.COLOUR] == _PHASE else _ORDER
    return Picture(
        partial(_draw, found, coloured_by),
        ChartWords(
            words.title(found.subject),
            words.description(found.subject, around),
            found.file_name("around"),
        ),
        words.table(around),
        treatment_members(around),
    )


def _by_course(found: Rated, laid: tuple[AroundCourse, ...]) -> Picture:
    return Picture(
        partial(_draw_courses, found, laid),
        ChartWords(
            course_words.title(found.subject),
            course_words.description(found.subject, laid),
            found.file_name("courses"),
        ),
        course_words.table(laid),
        tuple(Member(one.key, course_words.course_words(one)) for one in laid),
    )


def _draw(
    found: Rated,
    coloured_by: ColouredBy,
    figure: "Figure",
    palette: "Palette",
    scale: float,
    shown: Shown,
) -> Artists:
    from journal.charts.around import draw_around

    return draw_around(
        figure,
        found.subject,
        found.series.around,
        palette,
        shown=shown,
        scale=scale,
        coloured_by=coloured_by,
    )


def _draw_courses(
    found: Rated,
    laid: tuple[AroundCourse, ...],
    figure: "Figure",
    palette: "Palette",
    scale: float,
    shown: Shown,
) -> Artists:
    from journal.charts.courses import draw_courses

    return draw_courses(figure, found.subject, laid, palette, shown=shown, scale=scale)
