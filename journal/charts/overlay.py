"""What every overlay can do: single out one line and hide others, without a new drawing."""

from dataclasses import dataclass
from typing import Protocol

from matplotlib.artist import Artist
from matplotlib.text import Text

from journal.charts.end_labels import EndLabel, EndLabels
from journal.charts.levels import Level, Levels
from journal.charts.shown import Shown
from journal.charts.strands import Strands


class Said(Protocol):
    """What may be written beside the lines, whichever of them is singled out."""

    def labels(self, shown: Shown) -> list[EndLabel]:
        """The labels of lines."""

    def level(self, highlight: str | None) -> Level:
        """The baseline and the response line that are drawn, with their labels."""

    def note(self, hidden: int) -> str:
        """That so many lines are hidden; empty for none."""


@dataclass(frozen=True)
class Overlay:
    """The artists that single out and hide, and `among` them those that lie between."""

    strands: Strands
    levels: Levels
    end_labels: EndLabels
    note: Text
    said: Said
    among: tuple[Artist, ...] = ()

    @property
    def moving(self) -> tuple[Artist, ...]:
        """What `restyle` may touch, and what lies among it.

        Always in the same order, in which those of one layer are drawn, whatever was singled out.
        """
        labels = (*self.end_labels.leads, *self.end_labels.texts, self.note)
        return (*self.strands.artists, *self.among, *self.levels.artists, *labels)

    def restyle(self, shown: Shown) -> None:
        """Single out a line and hide others, changing artists only."""
        self.strands.restyle(shown)
        levels = self.levels.show(self.said.level(shown.highlight))
        self.end_labels.show([*self.said.labels(shown), *levels])
        hidden = sum(key in shown.hidden for key in self.strands.lines)
        self.note.set_text(self.said.note(hidden))
