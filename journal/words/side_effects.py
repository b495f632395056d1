"""The words of side effects by hours, for the chart, its table and who does not see it.

Everything says what came after a treatment, nothing that it came from it.
"""

from collections.abc import Sequence
from datetime import date

from journal.trajectories.side_effects import (
    GRADES,
    EffectRow,
    EffectSpan,
    LoggedEffect,
    SideEffects,
    UndatedEffect,
    effect_rows,
    hours_lasted,
    worst,
)
from journal.words import SAMPLE, count, full_day, offset_words, opened, short_day
from journal.words.hours import length_words, numbered_words, since_start
from journal.words.logged import NO_END
from journal.words.table import Table

NO_EFFECTS = "No side effect logged yet"
NONE_FOLLOWED = "None was logged with a completed treatment"
NO_GRADE = "no grade given"
TIME_UNKNOWN = "when it began is not known"
_END_UNKNOWN = "end not known"
_MOST_LISTED = 4
"""Effects that a footnote lists one by one; the table has them all."""


def title() -> str:
    """What the chart shows."""
    return "Side effects by the hour"


def second_line(found: SideEffects, left_out: int = 0) -> str:
    """How many there are, after how many treatments, and in which order.

    `left_out` is how many of the effects a picture has no room for.
    """
    followed = {one.number for one in found.spans} | {one.number for one in found.undated}
    logged = len(found.spans) + len(found.undated)
    of = count(len(found.treatments), "treatment")
    if found.is_empty:
        return f"none logged · {of}"
    parts = [f"{logged} logged after {len(followed)} of {of}", "most often first"]
    if found.apart:
        parts.append(f"{len(found.apart)} with no treatment")
    if left_out:
        parts.append(f"no room here for {count(left_out, 'more effect')}")
    return " · ".join(parts)


def footnote(
    found: SideEffects,
    *,
    breaks: Sequence[float],
    is_sample: bool,
    are_numbered: Sequence[bool] = (True,),
) -> str:
    """What the signs mean, those alone that are there, and what could not be drawn.

    `are_numbered` says of each row whether there is room for numbers in it.
    """
    parts = []
    spans = found.spans
    if spans and any(are_numbered):
        where = "" if all(are_numbered) else ", where there is room"
        parts.append(f"Numbers: the treatment it followed{where}.")
    if spans:
        parts.append("A bar: from when it began to its end.")
    if any(one.is_still_there for one in spans):
        parts.append(f"Arrow: {NO_END}, its length says nothing.")
    if any(one.end_hours is None and not one.is_still_there for one in spans):
        parts.append(f"Dotted: {NO_END}, and another treatment came since.")
    if any(one.onset_day for one in spans):
        parts.append("Hollow: only the day on which it began is known.")
    if breaks:
        parts.append("At a double stroke the axis changes its scale: beyond it hours are tighter.")
    parts.append(undated_words(found.undated))
    parts.append(apart_words(found.apart))
    parts.append(SAMPLE if is_sample else "")
    return " ".join(part for part in parts if part)


def undated_words(found: Sequence[UndatedEffect]) -> str:
    """The effects that cannot be placed, in a sentence; empty without any."""
    listed = [
        f"{opened(one.effect)} ({grade_words(one.severity)}) after treatment {one.number}"
        for one in found
    ]
    return _listed("It is not known when this began", listed)


def apart_words(found: Sequence[LoggedEffect]) -> str:
    """The effects that were logged with no completed treatment, in a sentence."""
    listed = [
        f"{opened(one.effect)} ({grade_words(one.severity)})"
        + (f", {_day_words(one)}" if one.onset else "")
        for one in found
    ]
    return _listed("Logged with no treatment", listed)


def _listed(what: str, listed: Sequence[str]) -> str:
    if not listed:
        return ""
    rest = len(listed) - _MOST_LISTED
    more = f"; and {rest} more, in the table" if rest > 0 else ""
    return f"{what}: {'; '.join(listed[:_MOST_LISTED])}{more}."


def brief_count(row: EffectRow, treatments: int) -> str:
    """The same across a room, where the title says what is counted.

    >>> brief_count(EffectRow("Nausea", (), (), 6), 17)
    '6 of 17'
    """
    return f"{row.treatments} of {treatments}"


def grade_words(severity: str | None) -> str:
    """The grade, or that none was given."""
    return severity if severity in GRADES else NO_GRADE


def row_count(row: EffectRow, treatments: int) -> str:
    """How many treatments an effect followed, a count and no rate.

    >>> row_count(EffectRow("Nausea", (), (), 6), 17)
    'after 6 of 17'
    """
    return f"after {row.treatments} of {treatments}"


def began_words(span: EffectSpan) -> str:
    """When an effect began, from the start of the treatment."""
    if span.onset_day is None:
        return since_start(span.onset_hours)
    return _offset(span.onset_day, span.day)


def lasted_words(span: EffectSpan) -> str:
    """How long an effect lasted, or why that is not known.

    >>> from datetime import date
    >>> lasted_words(EffectSpan("Nausea", "nausea", "mild", 0.5, 2.0, "a", 1, date(2026, 1, 10)))
    'lasted 1 h 30 min'
    """
    lasted = hours_lasted(span)
    if lasted is None:
        return NO_END
    if span.end_day is not None:
        if span.end_day == span.onset_day:
            return "that day alone"
        return f"until {_offset(span.end_day, span.day)}"
    if span.onset_day is not None:
        return f"until {since_start(span.end_hours or 0.0)}"
    return f"lasted {length_words(lasted)}"


def _offset(day: date, treatment_day: date) -> str:
    days = (day - treatment_day).days
    return "the day of the treatment" if days == 0 else offset_words(days)


def span_words(span: EffectSpan, found: SideEffects) -> str:
    """One bar of the chart, named."""
    return (
        f"{opened(span.effect)}, {grade_words(span.severity)}\n"
        f"{opened(numbered_words(span.number, found.treatments[span.number - 1]))}\n"
        f"{began_words(span)}, {lasted_words(span)}"
    )


def description(found: SideEffects) -> str:
    """The chart in one paragraph: each effect, after how many treatments, the worst grade."""
    if found.is_empty:
        return f"{title()}. {NO_EFFECTS}."
    sentences = [f"{title()}: {second_line(found)}."]
    for row in effect_rows(found):
        everything: tuple[EffectSpan | UndatedEffect, ...] = (*row.spans, *row.undated)
        greatest = worst(one.severity for one in everything)
        grade = f", at most {greatest}" if greatest else ""
        length = _longest(row)
        still = sum(one.is_still_there for one in row.spans)
        open_end = f", {NO_END} after {still}" if still else ""
        of = f"{row.treatments} of {count(len(found.treatments), 'treatment')}"
        sentences.append(f"{opened(row.effect)}: after {of}{grade}{length}{open_end}.")
    sentences += [undated_words(found.undated), apart_words(found.apart)]
    return " ".join(part for part in sentences if part)


def _longest(row: EffectRow) -> str:
    lasted = [hours for span in row.spans if (hours := hours_lasted(span)) is not None]
    return f", at longest {length_words(max(lasted))}" if lasted else ""


def table(found: SideEffects) -> Table:
    """Every side effect, those of the chart first, then those without a time or a treatment."""
    rows = []
    for row in effect_rows(found):
        for span in row.spans:
            cells = (began_words(span), lasted_words(span))
            rows.append((opened(row.effect), grade_words(span.severity), _treatment(span), *cells))
        for one in row.undated:
            cells = (TIME_UNKNOWN, _END_UNKNOWN)
            rows.append((opened(row.effect), grade_words(one.severity), _treatment(one), *cells))
    for apart in found.apart:
        began = _day_words(apart) if apart.onset is not None else TIME_UNKNOWN
        cells = (began, _apart_lasted(apart))
        rows.append((opened(apart.effect), grade_words(apart.severity), "no treatment", *cells))
    return Table(("Side effect", "How strong", "It followed", "Began", "How long"), tuple(rows))


def _treatment(one: EffectSpan | UndatedEffect) -> str:
    return f"treatment {one.number}, {full_day(one.day)}"


def _day_words(one: LoggedEffect) -> str:
    """When an effect apart from any treatment began: its day, and the clock time if known."""
    if one.onset is None:
        return ""
    if one.onset_day is not None:
        return full_day(one.onset_day)
    return f"{short_day(one.onset.date())} {one.onset.year}, {one.onset:%H:%M}"


def _apart_lasted(one: LoggedEffect) -> str:
    if one.end is None:
        return NO_END if one.onset is not None else _END_UNKNOWN
    if one.end_day is not None:
        return f"until {full_day(one.end_day)}"
    if one.onset is None or one.onset_day is not None:
        return f"until {short_day(one.end.date())} {one.end.year}, {one.end:%H:%M}"
    return f"lasted {length_words((one.end - one.onset).total_seconds() / 3600)}"
