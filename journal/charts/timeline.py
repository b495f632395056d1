"""The timeline: day values as they were, gaps as gaps, treatments marked, each rater alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from journal import words
from journal.charts import style
from journal.charts.calendar_axis import draw_calendar
from journal.charts.end_labels import EndLabel, draw_end_labels
from journal.charts.frame import Captions, Room, draw_frame, say_empty
from journal.charts.line_key import KeyEntry, draw_key, key_rows
from journal.charts.line_styles import LineStyle
from journal.charts.marks import Gaps, Mark, Marks, gaps
from journal.charts.rater_line import RaterLine, RaterLook, draw_rater, look_of
from journal.charts.style import Palette
from journal.charts.treatment_marks import ROWS, draw_treatments
from journal.trajectories.align import count_treatments
from journal.trajectories.values import DayValue, Treatment
from journal.words import Subject
from journal.words import timeline as said
from journal.words.timeline import Rated


@dataclass(frozen=True)
class TimelineArtists:
    """The artists of a timeline by name.

    `mine` is the score that it is about, `beside` the other raters in order. `numbers` and `runs`
    are the labels above it, `labels` the raters' names at the ends of their lines.
    """

    axes: Axes
    mine: RaterLine
    beside: tuple[RaterLine, ...]
    treatments: tuple[Line2D, ...]
    numbers: tuple[Text, ...]
    runs: tuple[Text, ...]
    labels: tuple[Text, ...]
    key: tuple[Artist, ...]
    marks: Marks


@dataclass(frozen=True)
class _Rater:
    """One rater as drawn: name in words, values inside the span, look."""

    name: str
    shown: tuple[DayValue, ...]
    look: RaterLook


def draw_timeline(
    figure: Figure,
    subject: Subject,
    values: Sequence[DayValue],
    treatments: Sequence[Treatment],
    span: tuple[date, date],
    palette: Palette,
    scale: float = 1.0,
    *,
    beside: Sequence[Rated] = (),
) -> TimelineArtists:
    """Draw the day values of one score inside `span`, first and last day included.

    `treatments` are all completed ones; those of one day count as one, and all keep their numbers
    when the span shows only some. `scale` is the person's text scale. `beside` are other raters
    of the same score, each a line of its own.
    """
    first, last = span
    raters = _raters(subject, values, span, beside, palette)
    by_day = count_treatments(treatments, date.max)
    numbered = [(number, one) for number, one in enumerate(by_day, 1) if first <= one.day <= last]
    rows = ROWS if any(one.label or one.phase for _, one in numbered) else 0
    row = style.line_height(style.LABEL * scale)
    wide = float(figure.get_size_inches()[0])
    names = key_rows(_names(subject, raters), style.LABEL * scale, wide - 2 * style.MARGIN)
    ends = _end_labels(subject, raters, last)
    right = max((one.width(style.LABEL * scale) + 0.2 for one in ends), default=0.0)
    above = ((rows + 1.6) * row if numbered else 0.0) + len(names) * row
    room = Room(above=above, right=style.MARGIN + right, below=row)
    fences = [one.day.toordinal() for _, one in numbered]
    captions = _captions(subject, raters[0].shown, span, beside, fences)
    axes = draw_frame(figure, subject, palette, scale, captions, room)
    padding = max((last - first).days * 0.008, 0.5)
    axes.set_xlim(first.toordinal() - padding, last.toordinal() + padding)
    draw_calendar(axes, span, palette, scale)
    drawn = _draw_raters(axes, subject, raters, fences, palette)
    marks, numbers, runs = draw_treatments(axes, numbered, rows, palette, scale)
    if not any(one.shown for one in raters):
        say_empty(axes, words.NO_ENTRIES, palette, scale)
    return TimelineArtists(
        axes=axes,
        mine=drawn[0],
        beside=drawn[1:],
        treatments=marks,
        numbers=numbers,
        runs=runs,
        labels=draw_end_labels(axes, ends, palette, scale),
        key=tuple(draw_key(axes, names, above - row * 0.4, palette, scale)),
        marks=Marks(axes, _marks(raters, by_day)),
    )


def _draw_raters(
    axes: Axes,
    subject: Subject,
    raters: Sequence[_Rater],
    fences: Sequence[float],
    palette: Palette,
) -> tuple[RaterLine, ...]:
    """A line each; the one whom the chart is about lies over the others."""
    return tuple(
        draw_rater(
            axes,
            one.shown,
            fences,
            one.look,
            palette,
            recall_days=subject.recall_days,
            layer=3.0 - index * 0.1,
        )
        for index, one in enumerate(raters)
    )


def _raters(
    subject: Subject,
    values: Sequence[DayValue],
    span: tuple[date, date],
    beside: Sequence[Rated],
    palette: Palette,
) -> tuple[_Rater, ...]:
    """Whom the chart is about, then the others; the patient always looks the same."""
    observers = iter(range(len(beside) + 1))
    mine = look_of(palette, next(observers) if subject.is_observer else None)
    return (
        _Rater(said.own_rater(subject), said.inside(values, span), mine),
        *(
            _Rater(
                said.rater_words(one.rater),
                said.inside(one.day_values, span),
                look_of(palette, None if one.rater == words.SELF else next(observers)),
            )
            for one in beside
        ),
    )


def _captions(
    subject: Subject,
    shown: Sequence[DayValue],
    span: tuple[date, date],
    beside: Sequence[Rated],
    fences: Sequence[float],
) -> Captions:
    others = [said.inside(one.day_values, span) for one in beside]
    found = Gaps()
    for values in (shown, *others):
        found |= gaps([one.day.toordinal() for one in values if not one.is_unclocked], fences)
    return Captions(
        title=said.title(subject, span),
        second_line=said.second_line(subject, shown, span, beside),
        footnote=said.footnote(
            subject,
            shown,
            [value for values in others for value in values],
            are_bridged=found.are_bridged,
            are_open=found.are_open,
            has_others=bool(beside),
        ),
    )


def _has_end_labels(subject: Subject) -> bool:
    """Lines are named at their ends; points that no line joins, and beside bands, in a key."""
    return not subject.asks_about_weeks and not subject.bands


def _names(subject: Subject, raters: Sequence[_Rater]) -> list[KeyEntry]:
    """The key that names several raters by their marks, where no label at an end does."""
    if len(raters) < 2 or _has_end_labels(subject):
        return []
    return [
        KeyEntry("", (LineStyle(one.look.colour, 0, one.look.shape, 5.0),), one.name)
        for one in raters
    ]


def _end_labels(subject: Subject, raters: Sequence[_Rater], last: date) -> list[EndLabel]:
    """The shape and name of each of several raters at the height of the last value.

    A hairline leads to it only from a line that ends at the edge.
    """
    if len(raters) < 2 or not _has_end_labels(subject):
        return []
    labels = []
    for one in raters:
        counted = [value for value in one.shown if not value.is_unclocked]
        if counted:
            is_at_edge = counted[-1].day == last
            name = f"{one.look.sign} {one.name}"
            labels.append(
                EndLabel(name, None, counted[-1].value, one.look.colour, has_lead=is_at_edge)
            )
    return labels


def _marks(raters: Sequence[_Rater], treatments: Sequence[Treatment]) -> tuple[Mark, ...]:
    """The points of all raters; with a single one no rater is named, and no line told apart."""
    is_named = len(raters) > 1
    return tuple(
        Mark(
            one.day.toordinal(),
            one.value,
            one.day,
            said.value_words(one, treatments, words.opened(rater.name) if is_named else ""),
            rater.name if is_named else "",
        )
        for rater in raters
        for one in rater.shown
    )
