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


EVERYTHING = Shown()
"""Nothing singled out, nothing hidden."""
