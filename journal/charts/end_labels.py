"""Labels at the ends of lines: no legend box, no two labels over one another."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.text import Text

from journal.charts import style
from journal.charts.frame import inches_tall
from journal.charts.style import Palette

_AWAY = 9.0
"""Points between the axes and a label."""


@dataclass(frozen=True)
class EndLabel:
    """A label for the line that ends at (`x`, `y`) in data units; `x` None: at the right edge."""

    text: str
    x: float | None
    y: float
    colour: str

    @property
    def lines(self) -> list[str]:
        """The label's lines of text."""
        return self.text.split("\n")


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Middles as near to the wanted ones as they can be without overlapping.

    `wanted` are middles in rising order, `heights` how tall each is; all lie inside low…high when
    there is room.

    >>> spread([1.0, 1.2], [1.0, 1.0], 0, 10)
    [1.0, 2.0]
    >>> spread([9.8], [1.0], 0, 10)
    [9.5]
    """
    placed: list[float] = []
    floor = low
    for middle, height in zip(wanted, heights, strict=True):
        middle_here = max(middle, floor + height / 2)
        placed.append(middle_here)
        floor = middle_here + height / 2
    ceiling = high
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], ceiling - heights[index] / 2)
        ceiling = placed[index] - heights[index] / 2
    return placed


def draw_end_labels(
    axes: Axes, labels: Sequence[EndLabel], palette: Palette, scale: float
) -> tuple[Text, ...]:
    """Write each label right of the axes at its line's height; a hairline leads to a far end."""
    size = style.LABEL * scale
    tall = inches_tall(axes)
    low, high = axes.get_ylim()
    ordered = sorted(labels, key=lambda label: label.y)
    heights = [len(label.lines) * style.line_height(size) + 0.05 for label in ordered]
    wanted = [(label.y - low) / (high - low) * tall for label in ordered]
    right = axes.get_xlim()[1]
    texts = []
    for label, middle in zip(ordered, spread(wanted, heights, 0, tall), strict=True):
        texts.append(
            axes.annotate(
                label.text,
                (1, middle / tall),
                xycoords="axes fraction",
                xytext=(_AWAY, 0),
                textcoords="offset points",
                ha="left",
                va="center",
                color=label.colour,
                linespacing=style.LINE_SPACING,
                fontproperties=style.font(size, bold=label.colour == palette.ink),
                annotation_clip=False,
            )
        )
        start = right if label.x is None else label.x
        _lead(axes, start, label.y, middle / tall, label.colour)
    return tuple(texts)


def _lead(axes: Axes, x: float, y: float, fraction: float, colour: str) -> None:
    """A hairline from a line's end to its label."""
    low, high = axes.get_ylim()
    left, right = axes.get_xlim()
    points_wide = axes.get_position().width * axes.figure.get_size_inches()[0] * 72  # type: ignore[union-attr]
    beyond = right + (_AWAY - 3) / points_wide * (right - left)
    target = low + fraction * (high - low)
    axes.plot(
        [x, right, beyond] if x < right else [right, beyond],
        [y, y, target] if x < right else [y, target],
        color=colour,
        linewidth=0.6,
        alpha=0.6,
        clip_on=False,
        scalex=False,
        scaley=False,
        zorder=1.5,
    )
