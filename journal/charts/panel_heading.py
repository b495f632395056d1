"""What stands above a small panel: the treatment, its rated days, its response in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.text import Text

from journal.charts import room, style
from journal.charts.panel_grid import Sizes
from journal.charts.style import Palette
from journal.trajectories.values import AroundTreatment
from journal.words import durations
from journal.words import each as words


@dataclass(frozen=True)
class Heading:
    """What stands above a panel: its name, its rated days beside that, and lines below."""

    title: str
    beside: str
    lines: tuple[str, ...]


def head_panels(treatments: Sequence[AroundTreatment], wide: float, scale: float) -> list[Heading]:
    """The headings of panels so many inches wide; the year stands in the first one of each year.

    The rated days stand beside the names where there is room in every panel, else below them.
    """
    size, large = style.FOOTNOTE * scale, style.AXIS * scale
    years = [one.treatment.day.year for one in treatments]
    titles = [
        words.panel_title(one, has_year=index == 0 or years[index - 1] != years[index])
        for index, one in enumerate(treatments)
    ]
    rated = [durations.rated_words(one, is_brief=True) for one in treatments]
    are_beside = all(
        style.text_width(title, large, bold=True) + 0.12 + style.text_width(said, size) <= wide
        for title, said in zip(titles, rated, strict=True)
    )
    headings = []
    for one, title, said in zip(treatments, titles, rated, strict=True):
        whole = said.replace(" ", "\N{NO-BREAK SPACE}")
        outcome = durations.outcome_words(one, is_brief=room.is_across(scale))
        below = (outcome, "" if are_beside else whole)
        text = "; ".join(part for part in below if part)
        lines = style.wrap(text, size, wide) if text else []
        headings.append(Heading(title, said if are_beside else "", tuple(lines)))
    return headings


def write_heading(
    on: Figure, heading: Heading, palette: Palette, sizes: Sizes, left: float, top: float
) -> tuple[Text, Text, Text]:
    """Write name, rated days and words; the heading begins at inches from the left and the top."""
    size, small = style.AXIS * sizes.scale, style.FOOTNOTE * sizes.scale
    line = top + size / 72
    placed = {"va": "baseline", "linespacing": "normal"}
    title = style.write(on, left, line, heading.title, size, palette.ink, bold=True, **placed)
    right = left + sizes.wide
    rated = style.write(on, right, line, heading.beside, small, palette.muted, ha="right", **placed)
    below = top + style.line_height(size)
    outcome = style.write(on, left, below, "\n".join(heading.lines), small, palette.muted)
    return title, rated, outcome
