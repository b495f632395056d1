"""The baseline as a short level mark before day 0, and the response line after it."""

from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from journal.charts.end_labels import EndLabel
from journal.charts.style import Palette


@dataclass(frozen=True)
class Level:
    """What is drawn of one treatment or course: values, the days of the baseline, labels.

    `days` is how many days before day 0 the baseline was taken from. A label is empty where
    there is nothing to say.
    """

    baseline: float | None = None
    days: int = 0
    baseline_label: str = ""
    line: float | None = None
    line_label: str = ""


NO_LEVEL = Level()


@dataclass(frozen=True)
class Levels:
    """The artists of the levels; `show` changes what they are of."""

    axes: Axes
    palette: Palette
    baseline: Line2D
    line: Line2D

    @property
    def artists(self) -> tuple[Artist, ...]:
        """Both of them."""
        return self.baseline, self.line

    def show(self, level: Level) -> list[EndLabel]:
        """Draw a level; returns the labels that belong right of the axes.

        Nothing leads to the baseline's label: a level line after day 0 would read as values.
        """
        self.baseline.set_visible(level.baseline is not None)
        self.line.set_visible(level.line is not None)
        colour = self.palette.accent
        labels = []
        if level.baseline is not None:
            self.baseline.set_data([-level.days - 0.3, -0.7], [level.baseline] * 2)
            labels.append(
                EndLabel(level.baseline_label, None, level.baseline, colour, has_lead=False)
            )
        if level.line is not None:
            self.line.set_data([0, self.axes.get_xlim()[1]], [level.line] * 2)
            labels.append(EndLabel(level.line_label, None, level.line, colour))
        elif level.line_label:
            bottom = self.axes.get_ylim()[0]
            labels.append(
                EndLabel(level.line_label, None, bottom, self.palette.muted, has_lead=False)
            )
        return labels


def make_levels(axes: Axes, palette: Palette, *, is_under_points: bool = False) -> Levels:
    """The artists, which show nothing yet. The axes have their limits already.

    The baseline lies over lines, which are seen on either side of it, but under points.
    """
    (baseline,) = axes.plot(
        [],
        [],
        color=palette.accent,
        linewidth=3,
        solid_capstyle="butt",
        clip_on=False,
        zorder=2.6 if is_under_points else 4.5,
    )
    baseline.set_path_effects([withStroke(linewidth=5, foreground=palette.ground)])
    (line,) = axes.plot(
        [], [], color=palette.accent, linewidth=1.4, linestyle=(0, (5, 3)), zorder=2.5
    )
    return Levels(axes, palette, baseline, line)
