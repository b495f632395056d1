"""Labels at the ends of lines: no legend box, no two labels over one another."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from journal.charts import style
from journal.charts.frame import inches_tall, inches_wide
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

    def width(self, size: float) -> float:
        """The width of the widest line at a size in points, in inches; as wide as bold."""
        return max(style.text_width(line, size, bold=True) for line in self.lines)


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
    """Write each label where its line ends, or right of the axes if there is no room inside.

    Nothing leads from an early end to the right edge: a level line there would read as values.
    """
    size = style.LABEL * scale
    inside = [label for label in labels if _fits_inside(axes, label, size)]
    beside = [label for label in labels if label not in inside]
    return (
        *_write(axes, beside, palette, size, is_inside=False),
        *_write(axes, inside, palette, size, is_inside=True),
    )


def _fits_inside(axes: Axes, label: EndLabel, size: float) -> bool:
    """Whether there is room for a label between the end of its line and the right edge."""
    if label.x is None:
        return False
    left, right = axes.get_xlim()
    free = (right - label.x) / (right - left) * inches_wide(axes)
    return free > label.width(size) + 2 * _AWAY / 72


def _write(
    axes: Axes, labels: Sequence[EndLabel], palette: Palette, size: float, *, is_inside: bool
) -> list[Text]:
    tall = inches_tall(axes)
    low, high = axes.get_ylim()
    ordered = sorted(labels, key=lambda label: label.y)
    heights = [len(label.lines) * style.line_height(size) + 0.05 for label in ordered]
    wanted = [(label.y - low) / (high - low) * tall for label in ordered]
    texts: list[Text] = []
    for label, middle in zip(ordered, spread(wanted, heights, 0, tall), strict=True):
        text = axes.annotate(
            label.text,
            (label.x if is_inside and label.x is not None else 1, middle / tall),
            xycoords=axes.get_xaxis_transform() if is_inside else "axes fraction",
            xytext=(_AWAY, 0),
            textcoords="offset points",
            ha="left",
            va="center",
            color=label.colour,
            linespacing=style.LINE_SPACING,
            fontproperties=style.font(size, bold=label.colour == palette.ink),
            annotation_clip=False,
            zorder=8,
        )
        text.set_path_effects([withStroke(linewidth=2, foreground=palette.ground)])
        texts.append(text)
        if not is_inside:
            _lead(axes, label.y, middle / tall, label.colour)
    return texts


def _lead(axes: Axes, y: float, fraction: float, colour: str) -> None:
    """A hairline outside the axes, from their edge at a line's height to its label."""
    low, high = axes.get_ylim()
    left, right = axes.get_xlim()
    beyond = right + (_AWAY - 3) / (inches_wide(axes) * 72) * (right - left)
    axes.plot(
        [right, beyond],
        [y, low + fraction * (high - low)],
        color=colour,
        linewidth=0.6,
        alpha=0.6,
        clip_on=False,
        scalex=False,
        scaley=False,
        zorder=1.5,
    )
