"""What stands beside the lines of the overlay, whichever treatment is singled out."""

from dataclasses import dataclass

from journal.charts import style
from journal.charts.end_labels import EndLabel
from journal.charts.levels import NO_LEVEL, Level
from journal.charts.shown import Shown
from journal.charts.style import Palette
from journal.trajectories.values import AroundTreatment
from journal.words import around as said
from journal.words.response import reference

WIDEST_LABEL = 0.26
"""The part of the chart's width that labels at its right edge may take before they are wrapped."""

WIDEST_SHORT_LABEL = 0.32
"""The same for short ones, which are not to be wrapped."""


@dataclass(frozen=True)
class BesideTreatments:
    """The labels of an overlay up to the offset `last`; `widest` is in inches, `size` in points.

    With `is_short` they are as short as they can be without saying something else.
    """

    treatments: tuple[AroundTreatment, ...]
    median: tuple[EndLabel, ...]
    last: int
    palette: Palette
    widest: float
    size: float
    is_short: bool = False

    def labels(self, shown: Shown) -> list[EndLabel]:
        """The name of the treatment that is singled out, and that of the median."""
        return [*self._treatment(shown), *self.median]

    def level(self, highlight: str | None) -> Level:
        """The level of the treatment singled out, else the one all share, else the latest.

        Where no treatment has a response line, the latest one with a baseline is taken.
        """
        one = self._found(highlight)
        having = [o for o in self.treatments if o.line is not None]
        is_named = one is not None and not self.is_short  # its own label stands beside
        if one is None and having:
            one = having[-1]
            is_named = len({o.line for o in having}) > 1
        elif one is None and self.treatments:
            known = [o for o in self.treatments if reference(o)[0].value is not None]
            one = (known or self.treatments)[-1]
            is_named = len({o.course for o in self.treatments}) > 1
        return NO_LEVEL if one is None else self._level(one, is_named=is_named)

    def note(self, hidden: int) -> str:
        """That so many treatments are hidden."""
        return said.hidden_words(hidden, len(self.treatments), has_median=bool(self.median))

    def width(self) -> float:
        """The room that the widest of all labels needs, in inches, so that it never changes."""
        labels = list(self.median)
        for one in self.treatments:
            key = one.treatment.key
            labels += self._treatment(Shown(key)) + self._treatment(Shown(key, frozenset((key,))))
            for is_named in (True, False):
                level = self._level(one, is_named=is_named)
                texts = (level.line_label, level.baseline_label)
                labels += [EndLabel(text, None, 0, "") for text in texts if text]
        return max((one.width(self.size) for one in labels), default=0.0)

    def _found(self, key: str | None) -> AroundTreatment | None:
        return next((one for one in self.treatments if one.treatment.key == key), None)

    def _treatment(self, shown: Shown) -> list[EndLabel]:
        """Its hairline is drawn only if the line ends at the edge."""
        one = self._found(shown.highlight)
        drawn = one.points_to(self.last) if one else ()
        if one is None or not drawn:
            return []
        is_hidden = one.treatment.key in shown.hidden
        text = self._wrapped(said.treatment_label(one, is_hidden=is_hidden, is_short=self.is_short))
        end = drawn[-1]
        is_at_edge = end.offset == self.last and not is_hidden
        return [EndLabel(text, None, end.value, self.palette.treatment, has_lead=is_at_edge)]

    def _level(self, one: AroundTreatment, *, is_named: bool) -> Level:
        found, _ = reference(one)
        opening = next(o.number for o in self.treatments if o.course == one.course)
        return Level(
            baseline=found.value,
            days=max(min(found.of, one.rules.baseline_days), 1),
            baseline_label=self._wrapped(said.baseline_label(one, opening, is_short=self.is_short)),
            line=None if one.line is None else one.line.value,
            line_label=self._wrapped(
                said.line_label(one, names_treatment=is_named, is_short=self.is_short)
            ),
        )

    def _wrapped(self, text: str) -> str:
        return style.wrapped(text, self.size, self.widest)
