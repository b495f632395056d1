"""Courses over one another: one line a course, by days from its first treatment."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from journal import words
from journal.charts import style
from journal.charts.around_labels import WIDEST_LABEL
from journal.charts.course_labels import BesideCourses
from journal.charts.end_labels import make_end_labels
from journal.charts.frame import Captions, Room, draw_frame, inches_wide, say_empty
from journal.charts.levels import make_levels
from journal.charts.line_key import KeyEntry, draw_key, plan_key, write_note
from journal.charts.line_styles import Dash, LineStyle, style_of
from journal.charts.marks import Gaps, Mark, Marks, gaps
from journal.charts.offset_axis import draw_counts, label_days
from journal.charts.overlay import Overlay
from journal.charts.parts import Part
from journal.charts.shown import EVERYTHING, Shown
from journal.charts.strands import Strand, Strands, draw_strands
from journal.charts.style import Palette
from journal.trajectories.courses import AroundCourse
from journal.words import Subject
from journal.words import courses as said

LAST_OFFSET = 728
"""Days after its first treatment up to which a course is drawn; the second line says when cut."""

_LEAST_LAST = 28
_MOST_LABELS = 3
_MOST_ROWS = 3
"""Rows of triangles that have a row of their own; more share the room of so many."""

_LIFT = 0.4
"""Lines of text between the axes and the rows of triangles."""

_MOST_NAMED, _MOST_STROKES = 6, 12
"""Courses that the key names one by one, and strokes in a key that runs from first to last."""

_SHAPES = ("o", "^", "D", "P")
_DASHES: tuple[Dash, ...] = ("solid", (0, (4.5, 1.2)), (0, (3, 1.2, 1, 1.2)))
"""Courses differ in shape and dash as well as in colour."""

_LEAST_MARKER, _GREATEST_MARKER = 1.6, 4.0


@dataclass(frozen=True)
class CoursesArtists:
    """The artists of a chart of courses by name; `ticks` are each course's triangles, by key.

    `restyle` singles out and hides without drawing the rest anew.
    """

    axes: Axes
    overlay: Overlay
    ticks: dict[str, Line2D]
    numbers: tuple[Text, ...]
    styles: dict[str, LineStyle]
    key: tuple[Artist, ...]
    counts: tuple[Text, ...]
    marks: Marks

    @property
    def lines(self) -> dict[str, Line2D]:
        """The line of each course by its key."""
        return self.overlay.strands.lines

    @property
    def bridges(self) -> dict[str, Line2D]:
        """The hairlines over one to three empty days, by key."""
        return self.overlay.strands.bridges

    @property
    def response_line(self) -> Line2D | None:
        """The response line, where one is drawn."""
        line = self.overlay.levels.line
        return line if line.get_visible() else None

    @property
    def labels(self) -> tuple[Text, ...]:
        """The labels at the right edge."""
        return self.overlay.end_labels.shown

    @property
    def parts(self) -> tuple[Part, ...]:
        """What `restyle` may touch."""
        return (Part((*self.overlay.moving, *self.ticks.values())),)

    def restyle(self, shown: Shown) -> None:
        """Single out a course and hide others, changing artists only."""
        self.overlay.restyle(shown)
        for key, ticks in self.ticks.items():
            one = self.styles[key]
            is_singled = key == shown.highlight
            ticks.set_color(self.overlay.strands.palette.treatment if is_singled else one.colour)
            ticks.set_visible(key not in shown.hidden)


def draw_courses(
    figure: Figure,
    subject: Subject,
    courses: Sequence[AroundCourse],
    palette: Palette,
    *,
    shown: Shown = EVERYTHING,
    scale: float = 1.0,
) -> CoursesArtists:
    """Draw each course of one score by the days from its first treatment.

    Baseline and response line are those of the course singled out, else the latest that has a
    baseline; their labels say whose. Courses are named in the key by their colour and their row
    of triangles, one for each of their treatments.
    """
    longest, last = _days_of(courses)
    row = style.line_height(style.LABEL * scale)
    wide = float(figure.get_size_inches()[0])
    styles = _styles(courses, subject, palette)
    beside = BesideCourses(tuple(courses), palette, wide * WIDEST_LABEL, style.LABEL * scale)
    note = said.hidden_words(len(courses), len(courses))
    key = plan_key(_entries(courses, styles), note, wide, scale)
    rows = min(len(courses), _MOST_ROWS) * row * 0.9
    above = rows + _lift(scale) + (key.count * row if courses else 0.0)
    captions = _captions(subject, courses, last, longest)
    around = _room(courses, beside, row, above)
    axes = draw_frame(figure, subject, palette, scale, captions, around)
    counts = _draw_days(axes, courses, last, palette, scale)
    up = above - row * 0.5 + 0.08
    overlay = Overlay(
        strands=_draw_lines(axes, subject, courses, styles, last, palette),
        levels=make_levels(axes, palette, is_under_points=subject.asks_about_weeks),
        end_labels=make_end_labels(axes, _MOST_LABELS, palette, scale),
        note=write_note(axes, key, up, palette, scale),
        said=beside,
    )
    artists = CoursesArtists(
        axes=axes,
        overlay=overlay,
        ticks=_draw_ticks(axes, courses, last, rows, scale),
        numbers=_number_rows(axes, courses, rows, palette, scale),
        styles=styles,
        key=tuple(draw_key(axes, key.rows, up, palette, scale)),
        counts=counts,
        marks=Marks(axes, _marks(courses, last)),
    )
    artists.restyle(shown)
    return artists


def _days_of(courses: Sequence[AroundCourse]) -> tuple[int, int]:
    """The last day of the longest course, and the last day that is drawn."""
    longest = max((one.last for one in courses), default=_LEAST_LAST)
    return longest, min(max(longest, _LEAST_LAST), LAST_OFFSET)


def _room(courses: Sequence[AroundCourse], beside: BesideCourses, row: float, above: float) -> Room:
    """What the axes leave free, in inches: `row` is a line of text, `above` what the key takes."""
    return Room(
        above=above,
        right=style.MARGIN + beside.width() + 0.16,
        below=row * (2.6 if len(courses) > 1 else 1.4),
        has_labels=beside.width() > 0,
    )


def _draw_days(
    axes: Axes, courses: Sequence[AroundCourse], last: int, palette: Palette, scale: float
) -> tuple[Text, ...]:
    """The axis of days with n under it where there are several courses.

    Without a course the chart says that there is none.
    """
    first = -said.rules_of(courses).baseline_days
    days = last - first + 1
    axes.set_xlim(first - days * 0.004, last + days * 0.008)
    label_days(axes, first, last, palette, scale)
    if not courses:
        say_empty(axes, words.NO_TREATMENTS, palette, scale)
        return ()
    axes.axvline(0, color=palette.ink, linewidth=1.2, zorder=2)
    if len(courses) == 1:
        return ()
    return draw_counts(axes, _counted(courses), (first, last), 1, palette, scale)


def _draw_lines(
    axes: Axes,
    subject: Subject,
    courses: Sequence[AroundCourse],
    styles: dict[str, LineStyle],
    last: int,
    palette: Palette,
) -> Strands:
    """One line a course, with dots as large as a day has room for, within limits."""
    left, right = axes.get_xlim()
    room = inches_wide(axes) * 72 / (right - left)
    size = min(max(room, _LEAST_MARKER), _GREATEST_MARKER)
    sized = {key: replace(look, marker_size=size) for key, look in styles.items()}
    strands = [
        Strand(one.key, one.before + one.points, tuple(map(float, one.barriers))) for one in courses
    ]
    if subject.asks_about_weeks:
        strands = [one.unjoined() for one in strands]
    return draw_strands(axes, strands, sized, last, palette)


def _captions(
    subject: Subject, courses: Sequence[AroundCourse], last: int, longest: int
) -> Captions:
    drawn = [p for one in courses for p in (*one.before, *one.points) if p.offset <= last]
    found = Gaps()
    for one in courses:
        days = [p.offset for p in (*one.before, *one.points) if p.offset <= last]
        found |= gaps(days, one.barriers)
    return Captions(
        title=said.title(subject),
        second_line=said.second_line(subject, courses, last, is_cut=longest > LAST_OFFSET),
        footnote=said.footnote(
            subject,
            said.rules_of(courses),
            are_bridged=found.are_bridged,
            are_open=found.are_open,
            has_counts=len(courses) > 1,
            has_late=any(p.is_late for p in drawn),
            has_baseline=any(one.baseline.value is not None for one in courses),
        ),
    )


def _styles(
    courses: Sequence[AroundCourse], subject: Subject, palette: Palette
) -> dict[str, LineStyle]:
    looks = (
        style_of(index, len(courses), "", palette, is_observer=subject.is_observer)
        for index in range(len(courses))
    )
    return {
        one.key: replace(
            look,
            width=1.0,
            singled_width=1.6,
            marker=_SHAPES[index % len(_SHAPES)],
            dash=_DASHES[index % len(_DASHES)],
        )
        for index, (one, look) in enumerate(zip(courses, looks, strict=True))
    }


def _entries(courses: Sequence[AroundCourse], styles: dict[str, LineStyle]) -> list[KeyEntry]:
    """Each course by name, or strokes from the first to the last where they are many."""
    if len(courses) <= _MOST_NAMED:
        return [KeyEntry("", (styles[one.key],), said.course_label(one)) for one in courses]
    step = -(-len(courses) // _MOST_STROKES)
    ramp = tuple(styles[one.key] for one in courses[::-step][::-1])
    return [KeyEntry(f"course {courses[0].number}", ramp, str(courses[-1].number))]


def _draw_ticks(
    axes: Axes, courses: Sequence[AroundCourse], last: int, rows: float, scale: float
) -> dict[str, Line2D]:
    """A row of triangles above the axes for each course, at the days of its treatments."""
    tall = axes.get_position().height * float(axes.figure.figure.get_size_inches()[1])
    each = rows / max(len(courses), 1)
    ticks = {}
    for number, one in enumerate(courses):
        up = 1 + (_lift(scale) + rows - (number + 0.5) * each) / tall
        offsets = [offset for offset in one.treatment_offsets if offset <= last]
        (ticks[one.key],) = axes.plot(
            offsets,
            [up] * len(offsets),
            transform=axes.get_xaxis_transform(),
            linestyle="none",
            marker="v",
            markersize=min(6.0 * scale, each * 72 * 0.75),
            markeredgewidth=0,
            clip_on=False,
            zorder=4,
        )
    return ticks


def _lift(scale: float) -> float:
    """Inches between the axes and the rows of triangles, so that the highest tick is not met."""
    return style.line_height(style.LABEL * scale) * _LIFT


def _number_rows(
    axes: Axes, courses: Sequence[AroundCourse], rows: float, palette: Palette, scale: float
) -> tuple[Text, ...]:
    """The number of its course left of each row, where rows are tall enough for it."""
    tall = axes.get_position().height * float(axes.figure.figure.get_size_inches()[1])
    each = rows / max(len(courses), 1)
    size = style.FOOTNOTE * scale
    if each * 72 < size * 1.25:
        return ()
    return tuple(
        axes.annotate(
            str(one.number),
            (0, 1 + (_lift(scale) + rows - (number + 0.5) * each) / tall),
            xycoords=axes.get_xaxis_transform(),
            xytext=(-6 * scale, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            color=palette.muted,
            fontproperties=style.font(size),
            annotation_clip=False,
        )
        for number, one in enumerate(courses)
    )


def _counted(courses: Sequence[AroundCourse]) -> Counter[int]:
    """How many courses have a value at each offset."""
    return Counter(point.offset for one in courses for point in (*one.before, *one.points))


def _marks(courses: Sequence[AroundCourse], last: int) -> tuple[Mark, ...]:
    return tuple(
        Mark(p.offset, p.value, p.day, said.point_words(one, p), one.key)
        for one in courses
        for p in (*one.before, *one.points)
        if p.offset <= last
    )
