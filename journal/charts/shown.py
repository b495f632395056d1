"""Which treatments of a chart are singled out or hidden, by their keys."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """What the reader chose to see of a chart that draws several treatments.

    `highlight` is the key of the one singled out; `hidden` are keys that are not drawn. Hidden
    treatments stay in the median, the range and the counts, which are figures of all treatments.
    """

    highlight: str | None = None
    hidden: frozenset[str] = frozenset()

    @property
    def foremost(self) -> str | None:
        """The one that stands before the others: the one singled out, unless it is hidden itself.

        >>> Shown("a").foremost, Shown("a", frozenset("a")).foremost
        ('a', None)
        """
        return None if self.highlight in self.hidden else self.highlight

    def changed_from(self, before: "Shown") -> frozenset[str]:
        """The keys of the treatments that look another way than before.

        >>> sorted(Shown("a").changed_from(Shown("b", frozenset("c"))))
        ['a', 'b', 'c']
        """
        singled_out = {self.highlight} ^ {before.highlight}
        found = singled_out | (self.hidden ^ before.hidden)
        return frozenset(key for key in found if key is not None)


EVERYTHING = Shown()
"""Nothing singled out, nothing hidden."""
