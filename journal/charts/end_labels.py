"""Labels at the ends of lines: no legend box, no two labels over one another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patheffects import AbstractPathEffect, withStroke
from matplotlib.text import Annotation, Text

from journal.charts import style
from journal.charts.crossings import Strokes, clearest, strokes_of
from journal.charts.frame import inches_tall, inches_wide
from journal.charts.style import Palette

_AWAY = 9.0
"""Points between the axes and a label."""

_STEPS = (0.0, 1.0, -1.0, 1.5, -1.5, 2.0, -2.0)
"""How many of its lines a label inside may stand above the end of its line, the best first."""

_INK = 0.7
"""The part of a line's height that its letters fill."""


@dataclass(frozen=True)
class EndLabel:
    """A label for the line that ends at (`x`, `y`) in data units; `x` None: at the right edge.

    Without `has_lead` it names no line, and no hairline leads to it.
    """

    text: str
    x: float | None
    y: float
    colour: str
    has_lead: bool = True

    @property
    def lines(self) -> list[str]:
        """The label's lines of text."""
        return self.text.split("\n")

    def width(self, size: float) -> float:
        """The width of the widest line at a size in points, in inches; as wide as bold."""
        return max(style.text_width(line, size, bold=True) for line in self.lines)


@dataclass(frozen=True)
class EndLabels:
    """The labels of one chart: as many texts and hairlines as are ever needed at once.

    What they say is changed by `show`; nothing is made or removed for it.
    """

    axes: Axes
    palette: Palette
    size: float
    texts: tuple[Annotation, ...]
    leads: tuple[Line2D, ...]

    @property
    def shown(self) -> tuple[Text, ...]:
        """The texts that say something now."""
        return tuple(text for text in self.texts if text.get_visible())

    def show(self, labels: Sequence[EndLabel]) -> None:
        """Write each label where its line ends, or right of the axes if there is no room inside.

        Where other lines run on beyond that end, it is moved up or down to where the fewest do.
        Nothing leads from an early end to the right edge: a level line there would read as
        values.
        """
        inside = [label for label in labels if _fits_inside(self.axes, label, self.size)]
        beside = [label for label in labels if label not in inside]
        placed = [
            *((label, middle, False) for label, middle in _middles(self.axes, beside, self.size)),
            *((label, middle, True) for label, middle in self._inside(inside)),
        ]
        for index, (text, lead) in enumerate(zip(self.texts, self.leads, strict=True)):
            is_needed = index < len(placed)
            text.set_visible(is_needed)
            lead.set_visible(is_needed and not placed[index][2] and placed[index][0].has_lead)
            if is_needed:
                label, middle, is_inside = placed[index]
                self._write(text, label, middle, is_inside=is_inside)
                self._lead(lead, label, middle)

    def _inside(self, labels: Sequence[EndLabel]) -> list[tuple[EndLabel, float]]:
        """The labels inside the axes with their middles, clear of the lines where they can be."""
        if not labels:
            return []
        strokes = strokes_of(self.axes, without=self.leads)
        return _middles(self.axes, [self._moved(label, strokes) for label in labels], self.size)

    def _moved(self, label: EndLabel, strokes: Strokes) -> EndLabel:
        """A label at the height near the end of its line where the fewest strokes cross it."""
        low, high = self.axes.get_ylim()
        a_line = style.line_height(self.size) / inches_tall(self.axes) * (high - low)
        heights = [label.y + step * a_line for step in _STEPS]
        heights = [y for y in heights if low + a_line / 2 <= y <= high - a_line / 2] or [label.y]
        boxes = [self._box(replace(label, y=y)) for y in heights]
        return replace(label, y=heights[clearest(strokes, boxes)])

    def _box(self, label: EndLabel) -> tuple[float, float, float, float]:
        """Where a label inside the axes would stand: left, bottom, right and top in pixels."""
        dpi = self.axes.bbox.height / inches_tall(self.axes)
        x, y = self.axes.transData.transform((label.x or 0.0, label.y))
        half = len(label.lines) * style.line_height(self.size) * _INK / 2 * dpi
        left = x + _AWAY / 72 * dpi
        return left, y - half, left + label.width(self.size) * dpi, y + half

    def _write(self, text: Annotation, label: EndLabel, middle: float, *, is_inside: bool) -> None:
        text.set_text(label.text)
        text.set_color(label.colour)
        is_bold = label.colour == self.palette.ink
        text.set_fontproperties(style.font(self.size, bold=is_bold))
        text.xy = (label.x if is_inside and label.x is not None else 1, middle)
        text.xycoords = self.axes.get_xaxis_transform() if is_inside else "axes fraction"
        halo: list[AbstractPathEffect] = [withStroke(linewidth=2, foreground=self.palette.ground)]
        text.set_path_effects(halo if is_inside else [])  # a halo takes twice the time to draw

    def _lead(self, lead: Line2D, label: EndLabel, middle: float) -> None:
        """A hairline outside the axes, from their edge at a line's height to its label."""
        low, high = self.axes.get_ylim()
        left, right = self.axes.get_xlim()
        beyond = right + (_AWAY - 3) / (inches_wide(self.axes) * 72) * (right - left)
        lead.set_data([right, beyond], [label.y, low + middle * (high - low)])
        lead.set_color(label.colour)


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


def make_end_labels(axes: Axes, most: int, palette: Palette, scale: float) -> EndLabels:
    """Room for up to `most` labels, which say nothing yet. The axes have their limits already."""
    size = style.LABEL * scale
    texts = []
    leads = []
    for _ in range(most):
        text = axes.annotate(
            "",
            (1, 0),
            xycoords="axes fraction",
            xytext=(_AWAY, 0),
            textcoords="offset points",
            ha="left",
            va="center",
            linespacing=style.LINE_SPACING,
            fontproperties=style.font(size),
            annotation_clip=False,
            visible=False,
            zorder=8,
        )
        texts.append(text)
        (lead,) = axes.plot(
            [],
            [],
            linewidth=0.6,
            alpha=0.6,
            clip_on=False,
            scalex=False,
            scaley=False,
            visible=False,
            zorder=1.5,
        )
        leads.append(lead)
    return EndLabels(axes, palette, size, tuple(texts), tuple(leads))


def draw_end_labels(
    axes: Axes, labels: Sequence[EndLabel], palette: Palette, scale: float
) -> tuple[Text, ...]:
    """Write labels that stay as they are."""
    made = make_end_labels(axes, len(labels), palette, scale)
    made.show(labels)
    return made.shown


def _fits_inside(axes: Axes, label: EndLabel, size: float) -> bool:
    """Whether there is room for a label between the end of its line and the right edge."""
    if label.x is None:
        return False
    left, right = axes.get_xlim()
    free = (right - label.x) / (right - left) * inches_wide(axes)
    return free > label.width(size) + 2 * _AWAY / 72


def _middles(axes: Axes, labels: Sequence[EndLabel], size: float) -> list[tuple[EndLabel, float]]:
    """The labels from the lowest up, each with its middle as a fraction of the axes' height."""
    tall = inches_tall(axes)
    low, high = axes.get_ylim()
    ordered = sorted(labels, key=lambda label: label.y)
    heights = [len(label.lines) * style.line_height(size) + 0.05 for label in ordered]
    wanted = [(label.y - low) / (high - low) * tall for label in ordered]
    found = spread(wanted, heights, 0, tall)
    return [(label, middle / tall) for label, middle in zip(ordered, found, strict=True)]
