"""The words of charts and figures, for the window, the report and the command line alike.

Everything is English here; a translation replaces what these functions say and nothing else.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from journal.instruments import Direction, Instrument, Score
from journal.trajectories.rules import Rules
from journal.trajectories.values import (
    AroundTreatment,
    Baseline,
    DayValue,
    Duration,
    DurationEnd,
    LineSource,
    Response,
    ResponseStatus,
    Treatment,
)

SELF = "self"
NO_ENTRIES = "No entries in this range"
NO_TREATMENTS = "No completed treatment yet"
SAMPLE = "Sample patient: nothing here is real."

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DIRECTIONS = {
    Direction.WORSE: "higher is worse",
    Direction.BETTER: "higher is better",
    Direction.NEITHER: "neither end is better",
}
_REASONS = {
    DurationEnd.NEXT_TREATMENT: "the next treatment came first",
    DurationEnd.GAP: "then more empty days than can be bridged",
    DurationEnd.TODAY: "today came first",
}


@dataclass(frozen=True)
class Subject:
    """The score that a chart is about, in words and numbers.

    `unit` says what one value is, `axis` what the value axis is labelled with (it names the
    recall period), `direction` what a higher value means, `rater` who rated. Bands are least,
    greatest and name.
    """

    title: str
    unit: str
    axis: str
    direction: str
    rater: str
    minimum: float
    maximum: float
    ticks: tuple[float, ...]
    bands: tuple[tuple[float, float, str], ...] = ()
    is_observer: bool = False
    is_sample: bool = False


def subject(instrument: Instrument, score: Score, rater: str, *, is_sample: bool) -> Subject:
    """What a chart of this score says of it."""
    is_part = len(instrument.scores) > 1 and score.code != "total"
    unit = "score of the day" if instrument.recall == "P1D" else "score"
    if instrument.several_a_day:
        unit = "median of the day"
    return Subject(
        title=f"{instrument.short_title}: {score.title.lower()}"
        if is_part
        else instrument.short_title,
        unit=f"{unit}, {figure(score.minimum)} to {figure(score.maximum)}",
        axis=f"asks about {instrument.recall_words}",
        direction=_DIRECTIONS[score.direction],
        rater="rated by the patient" if rater == SELF else f"rated by {rater}",
        minimum=score.minimum,
        maximum=score.maximum,
        ticks=score.ticks,
        bands=tuple(
            (
                max(band.least - 0.5, score.minimum),
                min(band.greatest + 0.5, score.maximum),
                band.name,
            )
            for band in score.bands
        ),
        is_observer=rater != SELF,
        is_sample=is_sample,
    )


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "day"), count(3, "day")
    ('1 day', '3 days')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def figure(value: float) -> str:
    """A number without needless digits and with a true minus sign.

    >>> figure(7.0), figure(-0.5)
    ('7', '−0.5')
    """
    return f"{value:g}".replace("-", "−")


def opened(text: str) -> str:
    """The text as a sentence opens; the rest keeps its capitals.

    >>> opened("treatment 1, 11 Sep 2025, 40 mg IV")
    'Treatment 1, 11 Sep 2025, 40 mg IV'
    """
    return text[:1].upper() + text[1:]


def short_day(day: date) -> str:
    """A day without its year.

    >>> short_day(date(2026, 1, 10))
    '10 Jan'
    """
    return f"{day.day} {short_month(day)}"


def full_day(day: date) -> str:
    """A day with its year.

    >>> full_day(date(2026, 1, 10))
    '10 January 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_month(day: date) -> str:
    """The month in three letters."""
    return _MONTHS[day.month - 1][:3]


def months(span: tuple[date, date]) -> str:
    """A range of days by its months.

    >>> months((date(2025, 9, 1), date(2026, 2, 18)))
    'September 2025 to February 2026'
    """
    first, last = span
    name, last_name = _MONTHS[first.month - 1], _MONTHS[last.month - 1]
    if (first.year, first.month) == (last.year, last.month):
        return f"{name} {first.year}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{name}{year} to {last_name} {last.year}"


def timeline_title(title: str, span: tuple[date, date]) -> str:
    """What the timeline shows, and when."""
    return f"{title}, {months(span)}"


def timeline_second_line(what: Subject, shown: Sequence[DayValue], span: tuple[date, date]) -> str:
    """Unit, direction, how many, by whom."""
    rated = sum(not one.is_unclocked for one in shown)
    days = (span[1] - span[0]).days + 1
    parts = (what.unit, what.direction, f"{rated} of {count(days, 'day')} rated", what.rater)
    return " · ".join(parts)


def timeline_footnote(what: Subject, shown: Sequence[DayValue]) -> str:
    """What the signs mean, those alone that are there, and what an empty place means."""
    parts = ["Dotted: across one to three empty days. Longer gaps are left open."]
    if any(one.is_late for one in shown):
        parts.append("Hollow: entered more than a day late.")
    if any(one.is_unclocked for one in shown):
        parts.append("Diamond: on a treatment day without a clock time, counted nowhere.")
    if what.is_sample:
        parts.append(SAMPLE)
    return " ".join(parts)


def day_value_words(value: DayValue, treatments: Sequence[Treatment]) -> str:
    """One point of the timeline, named; `treatments` are in order.

    >>> day_value_words(DayValue(date(2026, 1, 10), 7.0, 1), [])
    '10 January 2026: 7'
    """
    parts = [f"{full_day(value.day)}: {figure(value.value)}"]
    if value.n > 1:
        parts.append(f"median of {value.n} entries")
    number = bisect_right(treatments, value.day, key=lambda one: one.day)
    if number:
        days = (value.day - treatments[number - 1].day).days
        parts.append(f"day {days} after treatment {number}" if days else f"treatment {number}")
    if value.is_late:
        parts.append("entered late")
    if value.is_unclocked:
        parts.append("no clock time")
    return ", ".join(parts)


def run_label(treatment: Treatment) -> str:
    """Amount and phase, as a run of treatments shares them."""
    return ", ".join(part for part in (treatment.label, treatment.phase) if part)


def around_title(what: Subject) -> str:
    """What the overlay shows."""
    return f"{what.title} around each treatment"


def around_second_line(what: Subject, shown: int, last_offset: int, *, is_cut: bool) -> str:
    """Unit, direction, how many, by whom, and where the drawing ends if it was cut."""
    parts = [count(shown, "treatment"), what.unit, what.direction, what.rater]
    if is_cut:
        parts.append(f"drawn up to day {last_offset}")
    return " · ".join(parts)


def around_footnote(what: Subject, rules: Rules, *, has_late: bool = False) -> str:
    """How to read the overlay, and the rules that were used."""
    parts = [
        "Thin lines: one a treatment, later ones stronger, each ending where the next treatment "
        "begins. Dotted: across one to three empty days; longer gaps are left open.",
        f"Thick line: median where {rules.overlay_least} or more treatments have a value. Band: "
        f"least to greatest, from {rules.quartiles_from} treatments on the middle half.",
        "n: treatments with a value that day.",
    ]
    if has_late:
        parts.append("Hollow: entered more than a day late.")
    if rules.allows_line:
        parts.append(
            f"Response line: {1 - rules.response_fraction:.0%} of the baseline, the median of the "
            f"{rules.baseline_days} days before with at least {rules.baseline_least} rated."
        )
    if what.is_sample:
        parts.append(SAMPLE)
    return " ".join(parts)


def treatment_words(one: AroundTreatment) -> str:
    """One treatment, named in a line."""
    label = f", {one.treatment.label}" if one.treatment.label else ""
    return f"treatment {one.number}, {short_day(one.treatment.day)} {one.treatment.day.year}{label}"


def offset_words(offset: int) -> str:
    """Days from a treatment, in words.

    >>> offset_words(-2), offset_words(0), offset_words(3)
    ('day 2 before', 'before the treatment', 'day 3 after')
    """
    if offset == 0:
        return "before the treatment"
    return f"day {abs(offset)} {'before' if offset < 0 else 'after'}"


def line_words(one: AroundTreatment, *, names_treatment: bool) -> str:
    """The response line's label: its value and the baseline it was taken from."""
    if one.line is None:
        return ""
    found = one.course_baseline if one.line.source is LineSource.COURSE else one.own_baseline
    whose = "course baseline" if one.line.source is LineSource.COURSE else "own baseline"
    if found.value is None:
        return ""
    where = f"treatment {one.number}\n" if names_treatment else ""
    return (
        f"response line {figure(one.line.value)}\n{where}"
        f"{whose} {figure(found.value)}\n{found.n} of {found.of} days"
    )


def baseline_words(found: Baseline) -> str:
    """A baseline with its n.

    >>> baseline_words(Baseline(14.0, 6, 7))
    '14, 6 of 7 days rated'
    """
    if found.value is None:
        return f"none, {found.n} of {found.of} days rated"
    return f"{figure(found.value)}, {found.n} of {found.of} days rated"


def response_words(found: Response) -> str:
    """Whether there was a response.

    >>> response_words(Response(ResponseStatus.REACHED, 2))
    'reached on day 2 after'
    """
    return {
        ResponseStatus.REACHED: f"reached on day {found.day} after",
        ResponseStatus.NOT_REACHED: "not reached",
        ResponseStatus.NOT_ENOUGH_ENTRIES: "not enough entries to say",
        ResponseStatus.NO_LINE: "no response line",
    }[found.status]


def duration_words(found: Duration) -> str:
    """How long a response lasted, with the reason where that is open-ended.

    >>> duration_words(Duration(12, True, DurationEnd.NEXT_TREATMENT))
    'at least 12 days (the next treatment came first)'
    """
    days = count(found.days, "day")
    return days if found.reason is None else f"at least {days} ({_REASONS[found.reason]})"


def timeline_description(
    what: Subject, values: Sequence[DayValue], treatments: Sequence[Treatment]
) -> str:
    """The timeline in one paragraph, for who does not see it."""
    counted = [one for one in values if not one.is_unclocked]
    if not counted:
        return f"{what.title}. {NO_ENTRIES}."
    numbers = [one.value for one in counted]
    return (
        f"{what.title}, {what.unit}, {what.direction}, {what.rater}. "
        f"{count(len(counted), 'day')} rated from {full_day(counted[0].day)} to "
        f"{full_day(counted[-1].day)}, between {figure(min(numbers))} and {figure(max(numbers))}. "
        f"{count(len({one.day for one in treatments}), 'treatment')} marked."
    )


def around_description(what: Subject, figures: Sequence[AroundTreatment]) -> str:
    """The overlay in one paragraph: what is known of each treatment."""
    if not figures:
        return f"{what.title}. {NO_TREATMENTS}."
    sentences = []
    for one in figures:
        lasted = "" if one.duration is None else f", lasting {duration_words(one.duration)}"
        sentences.append(
            f"{opened(treatment_words(one))}: response {response_words(one.response)}"
            f"{lasted}; {one.coverage.rated} of {count(one.coverage.of, 'day')} rated."
        )
    return f"{around_title(what)}, {what.direction}, {what.rater}. " + " ".join(sentences)
