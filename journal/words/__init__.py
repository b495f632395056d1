"""The words of charts and figures, for the window, the report and the command line alike.

Everything is English here; a translation replaces what these functions say and nothing else.
"""

from dataclasses import dataclass
from datetime import date

from journal.instruments import Direction, Instrument, Score
from journal.trajectories.values import (
    AroundTreatment,
    Baseline,
    Duration,
    DurationEnd,
    Response,
    ResponseStatus,
)

SELF = "self"
"""The rater's word for the patient's own ratings, in exports and on the command line."""

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
DIRECTIONS = {
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
    greatest and name. `recall_days` is how many days one value asks about, 0 for right now;
    `has_change_note` says that something published tells how large a change matters.
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
    recall_days: int = 1
    has_change_note: bool = False

    @property
    def asks_about_weeks(self) -> bool:
        """Whether a value stands for more days than its own: a line between two would be made up.

        >>> Subject("Sleep", "", "", "", "", 0, 24, ()).asks_about_weeks
        False
        """
        return self.recall_days > 1


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
        direction=DIRECTIONS[score.direction],
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
        recall_days=instrument.recall_days,
        has_change_note=instrument.code == "gad7" and score.code == "total",
    )


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "day"), count(3, "day")
    ('1 day', '3 days')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def hidden_of(hidden: int, of: int) -> str:
    """How many treatments a chart does not show; nothing when it shows all.

    >>> hidden_of(2, 17), hidden_of(0, 17)
    ('2 of 17 treatments hidden', '')
    """
    return f"{hidden} of {count(of, 'treatment')} hidden" if hidden else ""


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
