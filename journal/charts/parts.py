"""Which artists of a chart may change, and where: what is drawn again when one is singled out."""

from dataclasses import dataclass, field

from matplotlib.artist import Artist
from matplotlib.transforms import Bbox

from journal.charts.shown import Shown


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
