"""Side effects by hours from the treatment they followed: when each began, how long it lasted.

"Followed" is what the person said when logging it; that one thing came after another says nothing
of why. Counts are counts of treatments, never a rate.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from journal.trajectories.align import count_treatments, elapsed
from journal.trajectories.hours import hours_between
from journal.trajectories.values import Treatment

GRADES = ("mild", "moderate", "severe")
"""The severities from the least to the greatest."""


@dataclass(frozen=True)
class LoggedEffect:
    """A side effect as it was logged: times are aware, None where they are not known.

    `effect` is what is printed, `code` that of the vocabulary or the person's own words, `key`
    that of the treatment it followed. `onset_day` and `end_day` are there where the day alone
    is known: the time then is the first or the last moment of that day.
    """

    effect: str
    code: str
    severity: str | None = None
    onset: datetime | None = None
    end: datetime | None = None
    key: str | None = None
    onset_day: date | None = None
    end_day: date | None = None


@dataclass(frozen=True)
class EffectSpan:
    """A side effect placed by hours from the start of the treatment it followed.

    `number` is that of `count_treatments`, `day` the treatment's. Without `end_hours` it
    `is_still_there` as far as was noted; where another treatment came since, its end is unknown.
    `onset_day` and `end_day` are there where the day alone is known, and not the clock time.
    """

    effect: str
    code: str
    severity: str | None
    onset_hours: float
    end_hours: float | None
    key: str
    number: int
    day: date
    is_still_there: bool = False
    onset_day: date | None = None
    end_day: date | None = None


@dataclass(frozen=True)
class UndatedEffect:
    """A side effect that followed a treatment; when it began is not known."""

    effect: str
    code: str
    severity: str | None
    key: str
    number: int
    day: date


@dataclass(frozen=True)
class SideEffects:
    """All side effects up to a day, sorted by what is known of them.

    `treatments` are the counted ones in order: number 1 is the first. `apart` holds those that
    were logged with no completed treatment.
    """

    treatments: tuple[Treatment, ...]
    spans: tuple[EffectSpan, ...]
    undated: tuple[UndatedEffect, ...]
    apart: tuple[LoggedEffect, ...]

    @property
    def is_empty(self) -> bool:
        """Whether none was logged."""
        return not (self.spans or self.undated or self.apart)


@dataclass(frozen=True)
class EffectRow:
    """Everything logged of one effect after treatments; `treatments` is how many it followed."""

    effect: str
    spans: tuple[EffectSpan, ...]
    undated: tuple[UndatedEffect, ...]
    treatments: int


def lay_side_effects(
    logged: Iterable[LoggedEffect], treatments: Iterable[Treatment], today: date
) -> SideEffects:
    """Place each effect by the treatment it followed; treatments of one day count as one.

    `logged` are those up to today, with no end that lies later. An effect told by days that began
    on the treatment's own day is placed at the start, not at the first moment of that day.

    >>> noon = datetime.fromisoformat("2026-01-10T12:00:00+00:00")
    >>> nausea = LoggedEffect("Nausea", "nausea", "mild", noon.replace(hour=13), None, "a")
    >>> found = lay_side_effects([nausea], [Treatment("a", noon, noon.date())], noon.date())
    >>> found.spans[0].onset_hours, found.spans[0].is_still_there
    (1.0, True)
    """
    given = tuple(treatments)
    counted = count_treatments(given, today)
    numbered = {one.day: (number, one) for number, one in enumerate(counted, 1)}
    followed = {one.key: numbered[one.day] for one in given if one.day in numbered}
    spans: list[EffectSpan] = []
    undated: list[UndatedEffect] = []
    apart: list[LoggedEffect] = []
    for one in logged:
        if one.key is None or one.key not in followed:
            apart.append(one)
            continue
        number, treatment = followed[one.key]
        if one.onset is None:
            place = (treatment.key, number, treatment.day)
            undated.append(UndatedEffect(one.effect, one.code, one.severity, *place))
        else:
            is_last = number == len(counted)
            spans.append(_span(one, one.onset, number, treatment, is_last=is_last))
    return SideEffects(
        counted,
        tuple(sorted(spans, key=lambda one: (one.number, one.onset_hours, one.effect))),
        tuple(sorted(undated, key=lambda one: (one.number, one.effect))),
        tuple(sorted(apart, key=_by_onset)),
    )


def _span(
    one: LoggedEffect, onset: datetime, number: int, treatment: Treatment, *, is_last: bool
) -> EffectSpan:
    began = hours_between(treatment.start, onset)
    ended = None if one.end is None else hours_between(treatment.start, one.end)
    if one.onset_day == treatment.day:
        began = max(began, 0.0) if ended is None else max(began, min(ended, 0.0))
    return EffectSpan(
        effect=one.effect,
        code=one.code,
        severity=one.severity,
        onset_hours=began,
        end_hours=ended,
        key=treatment.key,
        number=number,
        day=treatment.day,
        is_still_there=one.end is None and is_last,
        onset_day=one.onset_day,
        end_day=one.end_day,
    )


def _by_onset(one: LoggedEffect) -> tuple[bool, float, str]:
    """By time, those without one last."""
    if one.onset is None:
        return True, 0.0, one.effect
    return False, elapsed(one.onset).total_seconds(), one.effect


def hours_lasted(span: EffectSpan) -> float | None:
    """How long an effect was there, in hours; None while its end is not known.

    >>> hours_lasted(EffectSpan("Nausea", "nausea", None, 0.5, 2.0, "a", 1, date(2026, 1, 10)))
    1.5
    """
    return None if span.end_hours is None else span.end_hours - span.onset_hours


def worst(severities: Iterable[str | None]) -> str | None:
    """The greatest severity that was given, None when none was.

    >>> worst(["mild", None, "severe", "moderate"])
    'severe'
    >>> worst([None]) is None
    True
    """
    return max(
        (one for one in severities if one in GRADES),
        key=lambda one: GRADES.index(one),
        default=None,
    )


def effect_rows(found: SideEffects) -> tuple[EffectRow, ...]:
    """The effects that followed a treatment: those after most treatments first.

    Own words that differ only in their capitals are one effect. Ties go by the most entries,
    then by the words.
    """
    spans: dict[str, list[EffectSpan]] = {}
    undated: dict[str, list[UndatedEffect]] = {}
    for span in found.spans:
        spans.setdefault(span.code.casefold(), []).append(span)
    for one in found.undated:
        undated.setdefault(one.code.casefold(), []).append(one)
    rows = [_row(spans.get(code, []), undated.get(code, [])) for code in {**spans, **undated}]
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                -row.treatments,
                -len(row.spans) - len(row.undated),
                row.effect.casefold(),
            ),
        )
    )


def _row(spans: Sequence[EffectSpan], undated: Sequence[UndatedEffect]) -> EffectRow:
    everything: tuple[EffectSpan | UndatedEffect, ...] = (*spans, *undated)
    return EffectRow(
        everything[0].effect,
        tuple(spans),
        tuple(undated),
        len({one.number for one in everything}),
    )
