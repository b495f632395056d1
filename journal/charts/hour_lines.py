"""The lines of a treatment's day by hours, and how each treatment's look."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from journal.charts.shown import Shown
from journal.charts.style import Palette
from journal.trajectories.hours import DIASTOLIC, SYSTOLIC, HourPoint, TreatmentHours

JOINED_HOURS = 3.0
"""Values up to so many hours apart are joined by a line, those further apart by a dotted one."""

_FADED = 0.45
"""How much of their colour the others keep while one treatment is singled out."""

_NAN = float("nan")
_MARKERS = {SYSTOLIC: "v", DIASTOLIC: "^"}


@dataclass(frozen=True)
class CurveArtists:
    """One curve of one treatment: its line with dots, dotted bridges, hollow dots of late ones."""

    line: Line2D
    bridges: Line2D | None
    late: Line2D | None

    @property
    def all(self) -> tuple[Line2D, ...]:
        """Those that there are."""
        found = (self.line, self.bridges, self.late)
        return tuple(line for line in found if line is not None)


@dataclass(frozen=True)
class Look:
    """How a treatment's curves look: colour, width and marker in points, layer, and whether."""

    colour: str
    width: float
    marker: float
    layer: float
    is_faded: bool
    is_visible: bool


def looks(hours: Sequence[TreatmentHours], shown: Shown, palette: Palette) -> dict[str, Look]:
    """The look of every treatment, by key."""
    strongest = latest(hours, shown)
    found = {}
    for index, one in enumerate(hours):
        key = one.treatment.key
        is_singled_out = key == shown.foremost
        is_faded = shown.foremost is not None and not is_singled_out
        share = 1.0 if len(hours) < 2 else index / (len(hours) - 1)
        colour = palette.treatment if is_singled_out else palette.in_order(index, len(hours))
        width, marker, layer = 0.8 + 0.4 * share, 2.8, 3.0
        if is_singled_out:
            width, marker, layer = 2.4, 4.8, 7.0
        elif is_faded:
            width = 0.7
        elif one is strongest:
            width, marker, layer = 2.0, 4.0, 4.0
        found[key] = Look(colour, width, marker, layer, is_faded, key not in shown.hidden)
    return found


def dress(artists: CurveArtists, look: Look) -> None:
    """Give a treatment's curve its colour, weight and layer."""
    for line in artists.all:
        line.set_color(look.colour)
        line.set_alpha(_FADED if look.is_faded else None)
        line.set_visible(look.is_visible)
        line.set_zorder(look.layer)
    artists.line.set_linewidth(look.width)
    artists.line.set_markersize(look.marker)
    if artists.late is not None:
        artists.late.set_markeredgecolor(look.colour)
        artists.late.set_markersize(look.marker + 1.2)
        artists.late.set_zorder(look.layer + 0.25)


def latest(hours: Sequence[TreatmentHours], shown: Shown) -> TreatmentHours | None:
    """The last treatment that has values and is not hidden."""
    found = [one for one in hours if one.has_values and one.treatment.key not in shown.hidden]
    return found[-1] if found else None


def draw_curve(
    axes: Axes, curve: str, hours: Sequence[TreatmentHours], palette: Palette
) -> dict[str, CurveArtists]:
    """The curve of every treatment that has one, by its key; how they look is said later."""
    drawn = {}
    for one in hours:
        points = one.curve(curve)
        if not points:
            continue
        marker = _MARKERS.get(curve, "o")
        solid, dotted = _strokes(points)
        line = Line2D(*solid, marker=marker, markeredgewidth=0, clip_on=False)
        bridges = Line2D(*dotted, linewidth=0.8, linestyle=(0, (1, 2.2))) if dotted[0] else None
        late = [point for point in points if point.is_late]
        hollow = Line2D(
            [point.hours for point in late],
            [point.value for point in late],
            linestyle="none",
            marker=marker,
            markerfacecolor=palette.ground,
            markeredgewidth=1.0,
            clip_on=False,
        )
        drawn[one.treatment.key] = CurveArtists(line, bridges, hollow if late else None)
        for artist in drawn[one.treatment.key].all:
            axes.add_line(artist)
    return drawn


def _strokes(points: Sequence[HourPoint]) -> tuple[list[list[float]], list[list[float]]]:
    """Columns of the solid line with all its dots, and of the dotted one; NaN breaks them.

    Nothing is joined across the start.
    """
    solid: list[list[float]] = [[points[0].hours], [points[0].value]]
    dotted: list[list[float]] = [[], []]
    for before, after in pairwise(points):
        crosses = before.hours < 0 <= after.hours
        is_far = after.hours - before.hours > JOINED_HOURS
        if crosses or is_far:
            _extend(solid, (_NAN, _NAN))
        if is_far and not crosses:
            for place in ((before.hours, before.value), (after.hours, after.value), (_NAN, _NAN)):
                _extend(dotted, place)
        _extend(solid, (after.hours, after.value))
    return solid, dotted


def _extend(columns: list[list[float]], place: tuple[float, float]) -> None:
    columns[0].append(place[0])
    columns[1].append(place[1])
