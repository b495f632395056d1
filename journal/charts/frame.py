"""The frame around a chart: title, second line, axes in inches, value axis, footnote."""

from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from journal import words
from journal.charts import room as across
from journal.charts import style
from journal.charts.style import Palette
from journal.words import Subject

_LEAST = 0.6
"""Inches that the axes keep however small the figure is."""

SEPARATOR = " · "
"""Stands between the parts of a second line, the most telling of which come first."""


_TOGETHER = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Room:
    """Inches kept free around the axes, besides title and footnote.

    With `has_labels` what is at the right is taken, and the names of bands stand inside.
    """

    above: float = 0.0
    right: float = style.MARGIN
    below: float = 0.0
    has_labels: bool = False


@dataclass(frozen=True)
class Captions:
    """What stands above and below the axes."""

    title: str
    second_line: str
    footnote: str


def draw_frame(
    figure: Figure, subject: Subject, palette: Palette, scale: float, captions: Captions, room: Room
) -> Axes:
    """Clear the figure, write title, second line and footnote, and lay the axes between them."""
    width, height = figure.get_size_inches()
    above, below = draw_captions(figure, captions, palette, scale)
    top = above + 0.14 + room.above
    ticks_below = style.line_height(across.tick_size(scale)) + across.tick_pad(scale) / 72 + 0.03
    bottom = below + room.below + ticks_below
    tall = max(height - top - bottom, _LEAST)
    free = tall * (1.15 if across.is_across(scale) else 1.0)
    asks = style.wrap(subject.axis, style.LABEL * scale, free)
    asks_wide = len(asks) * style.line_height(style.LABEL * scale)
    ticks = (words.figure(tick) for tick in (*subject.ticks, 0))
    ticks_wide = max(style.text_width(tick, across.tick_size(scale)) for tick in ticks)
    left = style.MARGIN + asks_wide + ticks_wide + 0.12
    names = [style.text_width(name, style.FOOTNOTE * scale) for _, _, name in subject.bands]
    beside = 0.0 if room.has_labels else max(names, default=0.0)
    right = max(room.right, beside + style.MARGIN + 0.1)
    wide = max(width - left - right, _LEAST)
    axes = figure.add_axes((left / width, bottom / height, wide / width, tall / height))
    _draw_values(axes, subject, palette, scale)
    _draw_bands(axes, subject, palette, scale, are_inside=room.has_labels)
    style.write(
        figure,
        style.MARGIN,
        top + tall / 2,
        "\n".join(asks),
        style.LABEL * scale,
        palette.muted,
        rotation=90,
        va="center",
        multialignment="center",
    )
    return axes


def draw_captions(
    figure: Figure, captions: Captions, palette: Palette, scale: float
) -> tuple[float, float]:
    """Clear the figure and write what stands above and below its axes.

    Returns the inches taken at the top and at the bottom.
    """
    figure.clear()
    figure.set_facecolor(palette.ground)
    if across.is_across(scale):  # nobody reads a footnote from there
        captions = _shortened(captions, figure.get_size_inches()[0] - 2 * style.MARGIN, scale)
    above = _write_above(figure, captions, palette, scale)
    below = style.MARGIN / 2 + _write_below(figure, captions.footnote, palette, scale)
    return above, below


def _shortened(captions: Captions, free: float, scale: float) -> Captions:
    """The captions without the footnote, and of the second line what fits on one line."""
    parts = captions.second_line.split(SEPARATOR)
    while len(parts) > 1:
        if style.text_width(SEPARATOR.join(parts), across.second_size(scale)) <= free:
            break
        parts.pop()
    return replace(captions, second_line=SEPARATOR.join(parts), footnote="")


def _write_above(figure: Figure, captions: Captions, palette: Palette, scale: float) -> float:
    """Title and second line; returns where they end, in inches from the top."""
    free = figure.get_size_inches()[0] - 2 * style.MARGIN
    y = style.MARGIN * 0.75
    for text, size, bold in (
        (captions.title, across.title_size(scale), True),
        (captions.second_line, across.second_size(scale), False),
    ):
        colour = palette.ink if bold else palette.muted
        lines = wrap_parts(text, size, free, bold=bold)
        style.write(figure, style.MARGIN, y, "\n".join(lines), size, colour, bold=bold)
        y += len(lines) * style.line_height(size) + 0.02
    return y


def wrap_parts(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text between its parts where it can be, and after a separator, never before one.

    >>> wrap_parts("17 treatments · rated by Alex", 10, 1.5)
    ['17 treatments ·', 'rated by Alex']
    """
    whole = [
        part.replace(" ", _TOGETHER)
        if style.text_width(part + SEPARATOR, size, bold=bold) <= width
        else part
        for part in text.split(SEPARATOR)
    ]
    joined = f"{_TOGETHER}{SEPARATOR.lstrip()}".join(whole)
    return [line.replace(_TOGETHER, " ") for line in style.wrap(joined, size, width, bold=bold)]


def _write_below(figure: Figure, footnote: str, palette: Palette, scale: float) -> float:
    """The footnote, at the bottom; returns its height with the space above it, in inches."""
    if not footnote:
        return 0.0
    width, height = figure.get_size_inches()
    size = style.FOOTNOTE * scale
    lines = style.wrap(footnote, size, width - 2 * style.MARGIN)
    tall = len(lines) * style.line_height(size)
    top = height - style.MARGIN / 2 - tall
    style.write(figure, style.MARGIN, top, "\n".join(lines), size, palette.muted)
    return tall + 0.1


def _draw_values(axes: Axes, subject: Subject, palette: Palette, scale: float) -> None:
    axes.set_facecolor("none")
    axes.set_ylim(subject.minimum, subject.maximum)
    axes.set_yticks(subject.ticks, [words.figure(tick) for tick in subject.ticks])
    axes.grid(visible=True, axis="y", color=palette.hairline, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(palette.hairline)
    axes.tick_params(length=0, colors=palette.muted, pad=5)
    axes.tick_params(axis="x", pad=across.tick_pad(scale))
    for label in axes.get_yticklabels():
        label.set_fontproperties(style.font(across.tick_size(scale)))


def _draw_bands(
    axes: Axes, subject: Subject, palette: Palette, scale: float, *, are_inside: bool
) -> None:
    """Every second band shaded, and the name of each beside the axes, or inside under the data."""
    for index, (low, high, name) in enumerate(subject.bands):
        if index % 2:
            axes.axhspan(low, high, color=palette.hairline, alpha=0.35, linewidth=0, zorder=0)
        said = axes.annotate(
            name,
            (1, (low + high) / 2),
            xycoords=("axes fraction", "data"),
            xytext=(-5 if are_inside else 5, 0),
            textcoords="offset points",
            ha="right" if are_inside else "left",
            va="center",
            color=palette.muted,
            fontproperties=style.font(style.FOOTNOTE * scale),
            zorder=0.8,
        )
        if are_inside and not index % 2:  # no hairline runs through it
            said.set_bbox({"facecolor": palette.ground, "edgecolor": "none", "pad": 2})


def say_empty(axes: Axes, text: str, palette: Palette, scale: float) -> Text:
    """Say in the middle of the axes why nothing is drawn there; no line runs through the words."""
    size = style.SUBTITLE * scale
    return axes.text(
        0.5,
        0.5,
        style.wrapped(text, size, inches_wide(axes) - 2 * style.MARGIN),
        transform=axes.transAxes,
        ha="center",
        va="center",
        color=palette.muted,
        linespacing=style.LINE_SPACING,
        fontproperties=style.font(size),
        bbox={"facecolor": palette.ground, "edgecolor": "none", "pad": 4},
        zorder=5,
    )


def inches_wide(axes: Axes) -> float:
    """The width of the axes, in inches."""
    figure = axes.figure
    return float(axes.get_position().width * figure.get_size_inches()[0])  # type: ignore[union-attr]


def inches_tall(axes: Axes) -> float:
    """The height of the axes, in inches."""
    figure = axes.figure
    return float(axes.get_position().height * figure.get_size_inches()[1])  # type: ignore[union-attr]
