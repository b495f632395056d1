"""How many treatments a chart does not show just now, beside its title."""

from collections.abc import Iterable

from matplotlib.figure import Figure
from matplotlib.text import Text

from journal import words
from journal.charts import room, style
from journal.charts.shown import Shown
from journal.charts.style import Palette


def make_note(figure: Figure, palette: Palette, scale: float) -> Text:
    """An empty note at the right edge, on the line of the title."""
    size = style.LABEL * scale
    right = figure.get_size_inches()[0] - style.MARGIN
    down = style.MARGIN * 0.75 + style.line_height(room.title_size(scale)) / 2
    note: Text = style.write(figure, right, down, "", size, palette.muted, ha="right", va="center")
    note.set_zorder(9)
    return note


def say_hidden(note: Text, keys: Iterable[str], shown: Shown) -> None:
    """Say how many of the treatments with these keys are hidden; nothing when none are."""
    everyone = set(keys)
    note.set_text(words.hidden_of(len(everyone & shown.hidden), len(everyone)))
