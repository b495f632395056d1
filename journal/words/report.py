"""What the report says: its first page, its tables, and what stands on every page."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from journal.instruments import Band
from journal.trajectories.rules import DEFAULT_RULES, Better
from journal.trajectories.values import (
    AroundTreatment,
    DayValue,
    DurationEnd,
    LineSource,
    ResponseStatus,
    Treatment,
)
from journal.words import Subject, count, figure, full_day, recorded, short_day
from journal.words.response import coverage_figure, percent, reference, signed
from journal.words.table import Table

WHAT_IT_IS = (
    "What was written down in a symptom journal. It records and shows; it draws no conclusion."
)
ON_EVERY_PAGE = "patient-reported, not a medical device"
NO_NAME = "Symptom journal"
NO_TREATMENTS_HERE = "No completed treatment in these days."
REST_TITLE = "Earlier treatments"

NO_SIDE_EFFECTS = "No side effects logged in these days."
NO_VITAL_SIGNS = "No vital signs in these days."
NO_MEDICINES = "No other medicines in these days."
NO_OTHERS = "Nothing else was rated in these days."
NO_QUESTIONS = "No visits and no questions in these days."
NO_NOTES = "No notes in these days that are not private."
SIDE_EFFECTS_ARE = "What was noticed, as it was told; not whether a treatment brought it on."

INTAKES_TITLE = "Single intakes"
VISITS_TITLE = "Visits"
OPEN_QUESTIONS_TITLE = "Questions still open"
ANSWERED_TITLE = "Questions answered"

VITAL_SIGNS_HEADINGS = (
    "When",
    "Treatment",
    "Blood pressure, mmHg",
    "Pulse, per minute",
    "Oxygen, %",
    "Weight, kg",
)
SIDE_EFFECT_HEADINGS = ("Began", "With treatment", "Effect", "Grade", "Gone")
MEDICINE_HEADINGS = ("Medicine", "Kind", "Amount", "From", "To", "Single intakes")
INTAKE_HEADINGS = ("When", "Medicine", "Amount")
VISIT_HEADINGS = ("Day", "With", "What was said")
OPEN_QUESTION_HEADINGS = ("Asked", "Question")
ANSWERED_HEADINGS = ("Asked", "Question", "Answer", "Answered")
NOTE_HEADINGS = ("Day", "About", "Note")
VALUE_HEADINGS = ("Day", "Value", "Band", "Where it lies", "Remarks")

SECTION_TITLES: Mapping[str, str] = {
    "treatments": "Each treatment",
    "side-effects": "Side effects",
    "vital-signs": "Vital signs",
    "medicines": "Other medicines",
    "questionnaires": "Other questionnaires and raters",
    "questions": "Visits and questions for the clinic",
    "notes": "Notes",
    "method": "How this was worked out",
}

_OWN = "*"
_NO_BREAK = "\N{NO-BREAK SPACE}"
_NOTHING = "–"
"""Stands in a cell that would be empty."""

_ENDS = {
    None: "",
    DurationEnd.NEXT_TREATMENT: ", next",
    DurationEnd.GAP: ", gap",
    DurationEnd.TODAY: ", end",
}
_HEADINGS = (
    "No.",
    "Date",
    "As told by the clinic",
    "Baseline",
    "Best value",
    "Change",
    "Response",
    "Duration",
    "Rated days",
    "Entries after",
)


def day_range(first: date, last: date) -> str:
    """Both days with their years.

    >>> day_range(date(2025, 9, 1), date(2026, 2, 18))
    '1 September 2025 to 18 February 2026'
    """
    return full_day(first) if first == last else f"{full_day(first)} to {full_day(last)}"


def dated(day: date) -> str:
    """A day for a narrow column.

    >>> dated(date(2026, 1, 10))
    '10\\xa0Jan\\xa02026'
    """
    return f"{short_day(day)} {day.year}".replace(" ", _NO_BREAK)


def whose(name: str, span: tuple[date, date]) -> str:
    """Whose report it is and of which days, for every page."""
    first, last = (dated(day) for day in span)
    return f"{name or NO_NAME} · {last if first == last else f'{first} to {last}'}"


def origin(cut_off: date, version: str, data_hash: str) -> str:
    """From what a page was made, for every page."""
    return f"Data up to {dated(cut_off)} · Tidemark {version} · data {data_hash[:12]}"


def coverage(
    values: Sequence[DayValue], span: tuple[date, date], *, incomplete: int, is_rare: bool = False
) -> tuple[str, ...]:
    """How many of the days were rated, how many late, and what is counted nowhere.

    `values` are those inside the span. `is_rare` says that the score is not due each day.
    """
    rated = [one for one in values if not one.is_unclocked]
    unclocked = len(values) - len(rated)
    days = (span[1] - span[0]).days + 1
    said = [f"{len(rated)} of {count(days, 'day')} rated."]
    if is_rare:
        said = [f"{count(len(rated), 'entry', 'entries')} in {count(days, 'day')}."]
    late = sum(one.is_late for one in rated)
    if late:
        said.append(f"{late} of them entered more than a day late (hollow).")
    if incomplete:
        said.append(f"{count(incomplete, 'entry', 'entries')} without all answers: no total.")
    if unclocked:
        said.append(
            f"{count(unclocked, 'treatment day')} with a value that has no clock time, counted "
            "nowhere."
        )
    return tuple(said)


def responses(treatments: Sequence[AroundTreatment]) -> str:
    """How many treatments there were, and how many of them had what response."""
    if not treatments:
        return NO_TREATMENTS_HERE
    found = Counter(one.response.status for one in treatments)
    many = count(len(treatments), "treatment")
    if not treatments[0].rules.allows_line:
        return f"{many}. This scale has no response line, and so no response or duration."
    named = (
        (ResponseStatus.REACHED, "response reached after {}"),
        (ResponseStatus.NOT_REACHED, "not reached after {}"),
        (ResponseStatus.NOT_ENOUGH_ENTRIES, "not enough entries to say after {}"),
        (ResponseStatus.NO_LINE, "no response line for {}"),
    )
    said = [words.format(found[status]) for status, words in named if found[status]]
    return f"{many}: {', '.join(said)}."


def how_to_read(treatments: Sequence[AroundTreatment]) -> str:
    """What the columns of the table of treatments mean, those signs alone that are in it."""
    if not treatments:
        return ""
    rules = treatments[0].rules
    if rules.is_rare:
        return (
            f"Baseline: the last complete one within {count(rules.last_within, 'day')} before the "
            "course. Days count from the treatment."
        )
    said = [
        f"Baseline: median of the {count(rules.baseline_days, 'day')} before the course, at least "
        f"{rules.baseline_least} of them rated"
    ]
    if any(one.baseline_from is LineSource.OWN for one in treatments):
        said[0] += f"; {_OWN}: before this treatment, where the course has none"
    said[0] += "."
    if any(one.line is not None for one in treatments):
        said.append(
            f"Response: the first of two rated days at or below "
            f"{percent(1 - rules.response_fraction)} of it, at most "
            f"{count(rules.sustain_gap, 'day')} apart, by day {rules.response_by}."
        )
    if any(one.was_at_line for one in treatments):
        said.append("“From before”: the last value before was there already.")
    ends = {one.duration.reason for one in treatments if one.duration is not None}
    meant = {
        DurationEnd.NEXT_TREATMENT: "“next”: the next treatment came first",
        DurationEnd.GAP: f"“gap”: then more than {count(rules.open_gap, 'day')} empty",
        DurationEnd.TODAY: "“end”: the data end there",
    }
    open_ended = [words for reason, words in meant.items() if reason in ends]
    if open_ended:
        said.append(f"Duration is at least so many days: {', '.join(open_ended)}.")
    return " ".join(said)


def treatments_table(treatments: Sequence[AroundTreatment]) -> Table:
    """The figures of each treatment, a row each, with n and why one is withheld."""
    rules = treatments[0].rules if treatments else DEFAULT_RULES
    left_out = {"Rated days"} if rules.is_rare else {"Entries after"}
    if not rules.allows_line:
        left_out |= {"Response", "Duration"}
    if rules.better is Better.NEITHER:
        left_out |= {"Best value", "Change"}
    kept = [place for place, name in enumerate(_HEADINGS) if name not in left_out]
    rows = [_row(one) for one in treatments]
    return Table(
        tuple(_HEADINGS[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
    )


def _row(one: AroundTreatment) -> tuple[str, ...]:
    return (
        str(one.number),
        dated(one.treatment.day),
        one.treatment.label or "not told",
        _baseline(one),
        "none rated" if one.best is None else f"{figure(one.best.value)}, day {one.best.day}",
        _change(one),
        _response(one),
        _duration(one),
        *(coverage_figure(one.coverage, is_rare=is_rare) for is_rare in (False, True)),
    )


def _baseline(one: AroundTreatment) -> str:
    """The baseline that the change and the line refer to, with its n."""
    found, _ = reference(one)
    if one.rules.is_rare:
        return "none" if found.value is None else figure(found.value)
    if found.value is None:
        return f"none, {found.n} of {found.of}"
    own = _OWN if one.baseline_from is LineSource.OWN else ""
    return f"{figure(found.value)}{own}, {found.n} of {found.of}"


def _change(one: AroundTreatment) -> str:
    if one.change is None:
        return _NOTHING
    share = "" if one.change_percent is None else f" ({signed(round(one.change_percent))} %)"
    return f"{signed(one.change)}{share}".replace(" ", _NO_BREAK)


def _response(one: AroundTreatment) -> str:
    said = {
        ResponseStatus.REACHED: f"day {one.response.day}",
        ResponseStatus.NOT_REACHED: "not reached",
        ResponseStatus.NOT_ENOUGH_ENTRIES: "too few entries",
        ResponseStatus.NO_LINE: "no line",
    }[one.response.status]
    return f"{said}, from before" if one.was_at_line else said


def _duration(one: AroundTreatment) -> str:
    if one.duration is None:
        return _NOTHING
    least = "≥ " if one.duration.at_least else ""
    return f"{least}{count(one.duration.days, 'day')}{_ENDS[one.duration.reason]}"


def rest_on_page(earliest: int, page: str) -> str:
    """Where the treatments are for which there is no room; `page` is a number or its place."""
    return f"Earlier treatments, from number {earliest}, are on page {page}."


def left_out(private_notes: int, sections: Sequence[str]) -> str:
    """What stayed in the journal."""
    said = [count(private_notes, "private note")] if private_notes else []
    if sections:
        named = ", ".join(f"“{name}”" for name in sections)
        said.append(f"the {'section' if len(sections) == 1 else 'sections'} {named}")
    return f"Left out: {'; '.join(said)}." if said else "Nothing of these days was left out."


def about(cut_off: date, version: str, data_hash: str) -> tuple[str, ...]:
    """What the report was made from, at its end."""
    return (
        f"Made by Tidemark {version} from what the journal held about the days up to "
        f"{full_day(cut_off)}; “today” in this report is that day. Made again from the same data, "
        "it comes out the same.",
        f"Data (SHA-256): {data_hash}",
    )


def moment(at: datetime) -> str:
    """A day with the clock of where it was noted.

    >>> moment(datetime(2026, 1, 10, 9, 5))
    '10\\xa0Jan\\xa02026, 09:05'
    """
    return f"{dated(at.date())}, {at:%H:%M}"


def treatment_number(number: int | None) -> str:
    """With which treatment something was logged."""
    return _NOTHING if number is None else f"treatment {number}"


def measured(value: float | None) -> str:
    """A measurement, or a dash where there was none."""
    return _NOTHING if value is None else figure(value)


def pressure(systolic: int | None, diastolic: int | None) -> str:
    """A blood pressure, or a dash where there was none."""
    return recorded.pressure(systolic, diastolic) or _NOTHING


def given(start: time, substance: str, phase: str | None, minutes: int | None, clinic: str) -> str:
    """How a treatment was given, as far as it was noted.

    >>> given(time(10, 30), "ketamine", "maintenance", 40, "")
    'begun at 10:30, ketamine, over 40 minutes, maintenance'
    """
    parts = (
        f"begun at {start:%H:%M}",
        substance,
        "" if minutes is None else f"over {count(minutes, 'minute')}",
        str(phase or ""),
        clinic,
    )
    return ", ".join(part for part in parts if part)


def values_range(values: Sequence[DayValue], *, is_rare: bool = False) -> str:
    """How many days were rated, or times where that is rare, and between which values they lie."""
    numbers = [one.value for one in values]
    rated = count(len(values), "entry", "entries")
    if not is_rare:
        rated = f"{count(len(values), 'day')} rated"
    if len({*numbers}) == 1:
        return f"{rated}, {figure(numbers[0])}"
    return f"{rated}, between {figure(min(numbers))} and {figure(max(numbers))}"


def scale_of(what: Subject) -> str:
    """Unit, direction, and what a score is about; its chart says so too where there is one."""
    return " · ".join((what.unit, what.direction, what.axis))


def values_table(
    values: Sequence[DayValue], bands: Sequence[Band], treatments: Sequence[Treatment]
) -> Table:
    """A questionnaire a row: its day, value and band, where it lies among treatments, remarks.

    A column in which nothing would stand is left out.
    """
    rows = [_value_row(one, bands, treatments) for one in values]
    kept = [
        place
        for place, column in enumerate(zip(*rows, strict=True))
        if any(cell != _NOTHING for cell in column)
    ]
    return Table(
        tuple(VALUE_HEADINGS[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
    )


def _value_row(
    value: DayValue, bands: Sequence[Band], treatments: Sequence[Treatment]
) -> tuple[str, ...]:
    number = bisect_right(treatments, value.day, key=lambda one: one.day)
    where = _NOTHING
    if number:
        days = (value.day - treatments[number - 1].day).days
        where = f"day {days} after treatment {number}" if days else f"day of treatment {number}"
    band = next((one.name for one in bands if one.least <= value.value <= one.greatest), "")
    remarks = ["entered late"] if value.is_late else []
    if value.is_unclocked:
        remarks.append("no clock time, counted nowhere")
    said = ", ".join(remarks)
    return (dated(value.day), figure(value.value), band or _NOTHING, where, said or _NOTHING)
