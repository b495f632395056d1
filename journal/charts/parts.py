"""Which artists of a chart may change, and where: what is drawn again when one is singled out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from matplotlib.artist import Artist
from matplotlib.transforms import Bbox

from journal.charts.shown import Shown
from journal.charts.style import Palette


@dataclass(frozen=True)
class Part:
    """Artists that change together, in a place of the figure that no other part reaches into.

    `key` is the treatment that they are of; a part without one may change with any treatment.
    With `only_hides` they go when it is hidden and look the same when it is singled out. `box` is
    in fractions of the figure, the whole of it unless something else is said.
    """

    artists: tuple[Artist, ...]
    key: str = ""
    box: Bbox = field(default_factory=Bbox.unit)
    only_hides: bool = False

    def changes(self, before: Shown, after: Shown) -> bool:
        """Whether it is to be drawn again.

        >>> [Part((), key).changes(Shown("a"), Shown("b")) for key in ("a", "c", "")]
        [True, False, True]
        """
        if not self.key:
            return before != after
        if self.only_hides:
            return self.key in before.hidden ^ after.hidden
        return self.key in after.changed_from(before)


class Dressed(Protocol):
    """What is drawn of one treatment in a place of its own: a panel, a row."""

    def restyle(self, palette: Palette, *, is_singled_out: bool, is_hidden: bool) -> None:
        """Change how it looks; nothing moves."""


def dress_all(drawn: Mapping[str, Dressed], shown: Shown, palette: Palette) -> None:
    """Let each look as its treatment is shown; `drawn` is by treatment key."""
    for key, one in drawn.items():
        one.restyle(palette, is_singled_out=key == shown.highlight, is_hidden=key in shown.hidden)
