"""The words of a treatment's day by hours, for the chart, its table and who does not see it."""

from collections.abc import Sequence

from journal.trajectories.hours import (
    ANXIETY,
    CURVES,
    DETACHED,
    DIASTOLIC,
    PULSE,
    SYSTOLIC,
    HourPoint,
    TreatmentHours,
)
from journal.trajectories.values import Treatment
from journal.words import NO_TREATMENTS, SAMPLE, count, figure, full_day, opened, short_day
from journal.words.table import Table

NO_HOURS = "No rating or measurement with a clock time on a treatment day yet"
START = "start"
TOGETHER = ((ANXIETY,), (DETACHED,), (SYSTOLIC, DIASTOLIC), (PULSE,))
"""The curves that share a panel, in the order of the panels."""

_NAMES = {
    ANXIETY: "Anxiety now",
    DETACHED: "Feeling detached",
    SYSTOLIC: "Blood pressure",
    PULSE: "Pulse",
}
_UNITS = {
    ANXIETY: "0 to 100, higher is worse",
    DETACHED: "0 to 100, higher is more detached",
    SYSTOLIC: "mmHg, systolic above diastolic",
    PULSE: "beats per minute",
}


def title() -> str:
    """What the chart shows."""
    return "Each treatment day by the hour"


def panel_title(curve: str) -> str:
    """The name of a panel by its first curve, with its unit."""
    return f"{_NAMES[curve]}, {_UNITS[curve]}"


def second_line(hours: Sequence[TreatmentHours]) -> str:
    """How many treatments have values, what the axis is, and by whom it was rated."""
    known = sum(one.has_values for one in hours)
    parts = [f"{known} of {count(len(hours), 'treatment')} with values"] if hours else []
    return " · ".join((*parts, "hours from the start", "ratings by the patient"))


def absent(hours: Sequence[TreatmentHours]) -> str:
    """The panels that are left out, in a sentence; empty when none is."""
    names = [
        _NAMES[curves[0]].lower()
        for curves in TOGETHER
        if not any(one.curve(curve) for one in hours for curve in curves)
    ]
    if not names or len(names) == len(TOGETHER):
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"Left out, as nothing was logged with a clock time: {listed}."


def footnote(
    hours: Sequence[TreatmentHours],
    *,
    joined_hours: float,
    breaks: Sequence[float],
    is_sample: bool,
) -> str:
    """How to read the chart. `breaks` are the hours at which the axis changes its scale."""
    parts = []
    if any(one.has_values for one in hours):
        parts.append(
            "One line a treatment, later ones stronger. Dotted: more than "
            f"{figure(joined_hours)} hours between two values. Nothing is joined across the start."
        )
    if breaks:
        parts.append("At a double stroke the axis changes its scale: beyond it hours are tighter.")
    if any(point.is_late for one in hours for found in one.curves.values() for point in found):
        parts.append("Hollow: entered more than a day late.")
    parts += [absent(hours), SAMPLE if is_sample else ""]
    return " ".join(part for part in parts if part)


def numbered_words(number: int, treatment: Treatment) -> str:
    """One treatment, named in a line by its number."""
    label = f", {treatment.label}" if treatment.label else ""
    return f"treatment {number}, {short_day(treatment.day)} {treatment.day.year}{label}"


def length_words(hours: float) -> str:
    """A length of time to the minute, from a day on to the hour.

    >>> length_words(0.5), length_words(2.0), length_words(1.25), length_words(50.2)
    ('30 min', '2 h', '1 h 15 min', '2 days 2 h')
    """
    minutes = round(hours * 60)
    if minutes >= 24 * 60:
        days, rest = divmod(round(minutes / 60), 24)
        return count(days, "day") + (f" {rest} h" if rest else "")
    whole, rest = divmod(minutes, 60)
    parts = ([f"{whole} h"] if whole else []) + ([f"{rest} min"] if rest or not whole else [])
    return " ".join(parts)


def since_start(hours: float) -> str:
    """A time from the start, in words.

    >>> since_start(-0.35), since_start(0), since_start(9.75)
    ('21 min before the start', 'at the start', '9 h 45 min after the start')
    """
    if round(hours * 60) == 0:
        return "at the start"
    return f"{length_words(abs(hours))} {'before' if hours < 0 else 'after'} the start"


def value_words(one: TreatmentHours, curve: str, point: HourPoint) -> str:
    """What was rated or measured at a point; blood pressure as a pair where both are known.

    >>> from datetime import date, datetime, UTC
    >>> day = Treatment("a", datetime(2026, 1, 10, 11, tzinfo=UTC), date(2026, 1, 10))
    >>> point = HourPoint(1.5, 41.0)
    >>> value_words(TreatmentHours(day, 1, {"anxiety": (point,)}), "anxiety", point)
    'anxiety now 41'
    """
    if curve in (SYSTOLIC, DIASTOLIC):
        other = DIASTOLIC if curve == SYSTOLIC else SYSTOLIC
        found = [same for same in one.curve(other) if same.hours == point.hours]
        if not found:
            return f"{curve} blood pressure {figure(point.value)} mmHg"
        pair = (point, found[0]) if curve == SYSTOLIC else (found[0], point)
        return f"blood pressure {figure(pair[0].value)}/{figure(pair[1].value)} mmHg"
    unit = " per minute" if curve == PULSE else ""
    return f"{_NAMES[curve].lower()} {figure(point.value)}{unit}"


def point_words(one: TreatmentHours, curve: str, point: HourPoint) -> str:
    """One point of the chart, named."""
    late = ", entered late" if point.is_late else ""
    return (
        f"{opened(numbered_words(one.number, one.treatment))}\n"
        f"{since_start(point.hours)}: {value_words(one, curve, point)}{late}"
    )


def description(hours: Sequence[TreatmentHours]) -> str:
    """The chart in one paragraph: for each treatment how far each curve ranges."""
    if not hours:
        return f"{title()}. {NO_TREATMENTS}."
    if not any(one.has_values for one in hours):
        return f"{title()}. {NO_HOURS}."
    sentences = [f"{title()}: {second_line(hours)}."]
    for one in hours:
        if one.has_values:
            name = opened(numbered_words(one.number, one.treatment))
            sentences.append(f"{name}: {'; '.join(_ranges(one))}.")
    if absent(hours):
        sentences.append(absent(hours))
    return " ".join(sentences)


def _ranges(one: TreatmentHours) -> list[str]:
    ranges = []
    for curve in CURVES:
        points = one.curve(curve)
        if not points:
            continue
        name = curve if curve in (SYSTOLIC, DIASTOLIC) else _NAMES[curve].lower()
        numbers = [point.value for point in points]
        between = f"between {figure(min(numbers))} and {figure(max(numbers))}"
        if len(points) == 1:
            between = figure(numbers[0])
        ranges.append(f"{name} {between}, {count(len(points), 'value')}")
    return ranges


def table(hours: Sequence[TreatmentHours]) -> Table:
    """Every value of the chart, a row for each time at which something is known."""
    rows = []
    for one in hours:
        times = sorted({point.hours for found in one.curves.values() for point in found})
        for time in times:
            cells = [_cell(one, curves, time) for curves in TOGETHER]
            name = f"{one.number}, {full_day(one.treatment.day)}"
            rows.append((name, since_start(time), *cells))
    headings = (
        "Treatment",
        "Time",
        "Anxiety now (0–100)",
        "Feeling detached (0–100)",
        "Blood pressure (mmHg)",
        "Pulse (per minute)",
    )
    return Table(headings, tuple(rows))


def _cell(one: TreatmentHours, curves: Sequence[str], hours: float) -> str:
    """What is known of one panel's curves at a time; a pair by a stroke, one alone by its name."""
    found = {
        curve: ", ".join(figure(point.value) for point in one.curve(curve) if point.hours == hours)
        for curve in curves
    }
    known = {curve: text for curve, text in found.items() if text}
    if len(curves) == 2 and len(known) == 1:
        ((curve, text),) = known.items()
        return f"{curve} {text}"
    return "/".join(known.values())
