"""What stands beside the lines of the chart of courses, whichever of them is singled out."""

from dataclasses import dataclass

from journal.charts import style
from journal.charts.end_labels import EndLabel
from journal.charts.levels import NO_LEVEL, Level
from journal.charts.shown import Shown
from journal.charts.style import Palette
from journal.trajectories.courses import AroundCourse
from journal.words import courses as said


@dataclass(frozen=True)
class BesideCourses:
    """The labels of a chart of courses; `widest` is in inches, `size` in points.

    The courses themselves are named beside their rows of triangles.
    """

    courses: tuple[AroundCourse, ...]
    palette: Palette
    widest: float
    size: float

    def labels(self, shown: Shown) -> list[EndLabel]:
        """The name of the course that is singled out, at the height at which it ends."""
        one = next((one for one in self.courses if one.key == shown.highlight), None)
        drawn = one and (one.before + one.points)
        if one is None or not drawn:
            return []
        text = self._wrapped(said.course_label(one, is_hidden=one.key in shown.hidden))
        return [EndLabel(text, None, drawn[-1].value, self.palette.treatment, has_lead=False)]

    def level(self, highlight: str | None) -> Level:
        """The level of the course singled out, else the latest that has a line or a baseline."""
        one = next((one for one in self.courses if one.key == highlight), None)
        if one is None:
            known = [one for one in self.courses if one.baseline.value is not None]
            one = (known or [*self.courses])[-1] if self.courses else None
        return NO_LEVEL if one is None else self._level(one)

    def note(self, hidden: int) -> str:
        """That so many courses are hidden."""
        return said.hidden_words(hidden, len(self.courses))

    def width(self) -> float:
        """The room that the widest of all labels needs, in inches, so that it never changes."""
        texts = []
        for one in self.courses:
            level = self._level(one)
            names = (said.course_label(one, is_hidden=hidden) for hidden in (True, False))
            texts += [level.line_label, level.baseline_label, *map(self._wrapped, names)]
        labels = [EndLabel(text, None, 0, "") for text in texts if text]
        return max((one.width(self.size) for one in labels), default=0.0)

    def _level(self, one: AroundCourse) -> Level:
        rules = one.treatments[0].rules
        return Level(
            baseline=one.baseline.value,
            days=max(min(one.baseline.of, rules.baseline_days), 1),
            baseline_label=self._wrapped(said.baseline_label(one)),
            line=None if one.line is None else one.line.value,
            line_label=self._wrapped(said.line_label(one)),
        )

    def _wrapped(self, text: str) -> str:
        return style.wrapped(text, self.size, self.widest)
