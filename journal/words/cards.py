"""The response card of one treatment in words: each figure with its n, or what is missing for it.

A card is made from one score's `AroundTreatment` and from what was logged beside it. It states
what came after the treatment, never that it came from it.
"""

from dataclasses import dataclass
from datetime import date
from math import ceil

from journal.trajectories.rules import Better, Span
from journal.trajectories.values import AroundTreatment, Baseline, ResponseStatus
from journal.words import Subject, count, figure, full_day, opened, treatment_words
from journal.words.card_rules import worked_out
from journal.words.logged import (
    NO_MEDICINES,
    LoggedEffect,
    LoggedMedicines,
    effects_figure,
    medicines_figure,
)
from journal.words.response import (
    change_remark,
    coverage_figure,
    days_lasted,
    days_of_response,
    line_words,
    missing_for_response,
    no_line_reason,
    not_enough_words,
    percent,
    points,
    rated_for_absence,
    reference,
    why_it_ends,
    window_ends,
)

NONE = "none"
"""What stands in the place of a figure that cannot be given."""


@dataclass(frozen=True)
class CardLine:
    """One figure of a card: what it is, the figure, and its n or what is missing for it."""

    label: str
    figure: str
    detail: str
    is_withheld: bool = False

    @property
    def spoken(self) -> str:
        """All of it in one line.

        >>> CardLine("Duration", "7 days", "from day 2 to day 8 after").spoken
        'Duration: 7 days, from day 2 to day 8 after'
        """
        return f"{self.label}: {self.figure}" + (f", {self.detail}" if self.detail else "")


@dataclass(frozen=True)
class ResponseCard:
    """What is known of one score around one treatment; `key` is the treatment's.

    `worked_out` are paragraphs that state every rule used, with this card's numbers.
    """

    key: str
    title: str
    second: str
    lines: tuple[CardLine, ...]
    worked_out: tuple[str, ...]


@dataclass(frozen=True)
class CardFacts:
    """What a card is made from.

    `opens_course` says that the treatment is the first of its course; `recall` is what one entry
    asks about ("today"), `baseline_day` the day of a questionnaire's baseline.
    """

    what: Subject
    code: str
    recall: str
    one: AroundTreatment
    opens_course: bool
    baseline_day: date | None = None
    effects: tuple[LoggedEffect, ...] = ()
    medicines: LoggedMedicines = NO_MEDICINES


def card(facts: CardFacts) -> ResponseCard:
    """The card of one treatment."""
    one = facts.one
    lines = [*_baseline_lines(facts), _best_line(facts), _change_line(facts)]
    if not one.rules.is_rare:
        lines += [_response_line(one), *([_duration_line(one)] if one.rules.allows_line else [])]
        lines += [_median_line(one, span) for span in one.rules.spans]
    lines += [_coverage_line(one), _effects_line(facts), _medicines_line(facts)]
    return ResponseCard(
        key=one.treatment.key,
        title=opened(treatment_words(one)),
        second=second_line(facts.what),
        lines=tuple(lines),
        worked_out=worked_out(
            one,
            recall=facts.recall,
            opens_course=facts.opens_course,
            baseline_day=facts.baseline_day,
            code=facts.code,
        ),
    )


def second_line(what: Subject) -> str:
    """Which score, its unit and direction, and by whom."""
    return " · ".join((what.title, what.unit, what.direction, what.rater))


def _baseline_lines(facts: CardFacts) -> tuple[CardLine, ...]:
    one = facts.one
    if one.rules.is_rare:
        return (_last_complete_line(facts),)
    where = "before the first treatment of the course"
    if facts.opens_course:
        where = "before this treatment, the first of the course"
    course = _baseline_line("Course baseline", one.course_baseline, where, one.rules.baseline_least)
    if facts.opens_course:
        return (course,)
    where = "before this treatment"
    return (
        course,
        _baseline_line("Own baseline", one.own_baseline, where, one.rules.baseline_least),
    )


def _baseline_line(label: str, found: Baseline, where: str, least: int) -> CardLine:
    rated = f"{found.n} of {count(found.of, 'day')} rated {where}"
    if found.cut:
        rated += ", after the treatment before it"
    if found.value is not None:
        return CardLine(label, figure(found.value), f"median of {rated}")
    if found.of == 0:
        rated = "no day lies between this treatment and the one before it"
    return CardLine(label, NONE, f"{rated}; at least {least} are needed", is_withheld=True)


def _last_complete_line(facts: CardFacts) -> CardLine:
    one = facts.one
    within = one.rules.last_within
    found = one.course_baseline
    if found.value is None:
        detail = f"no complete one in the {found.of} days before the course; one is needed"
        return CardLine("Baseline", NONE, detail, is_withheld=True)
    day = "" if facts.baseline_day is None else f", {full_day(facts.baseline_day)}"
    detail = f"last complete one in the {within} days before the course{day}"
    return CardLine("Baseline", figure(found.value), detail)


def _best_line(facts: CardFacts) -> CardLine:
    one = facts.one
    label = "Best value" if one.rules.is_rare else "Best day value"
    if one.rules.better is Better.NEITHER:
        return CardLine(label, NONE, "neither end of this scale is better", is_withheld=True)
    if one.best is None:
        yet = "" if one.is_closed else " yet"
        return CardLine(label, NONE, f"no day after was rated{yet}", is_withheld=True)
    if one.best.day > one.window_end and one.closing is not None:
        place = f"on {full_day(one.closing.day)}, before the next treatment began"
    else:
        point = next(point for point in one.after if point.offset == one.best.day)
        place = f"on day {point.offset} after, {full_day(point.day)}"
    if one.best.day < facts.what.recall_days:
        place += f"; it asks about {facts.recall}, days before the treatment among them"
    return CardLine(label, figure(one.best.value), place)


def _change_line(facts: CardFacts) -> CardLine:
    one = facts.one
    found, name = reference(one)
    if one.rules.is_rare:
        name = "baseline"
    if one.change is None or one.best is None or found.value is None:
        missing = "no baseline" if found.value is None else "no best day value"
        return CardLine("Change", NONE, f"there is {missing} to take it from", is_withheld=True)
    parts = [f"from the {name} of {figure(found.value)} to {figure(one.best.value)}"]
    if one.change_percent is not None:
        sign = "+" if one.change_percent > 0 else ""
        parts.append(f"{sign}{percent(one.change_percent / 100)}")
    remark = change_remark(facts.code, one.change)
    return CardLine(
        "Change",
        points(one.change),
        "; ".join(part for part in (", ".join(parts), remark) if part),
    )


def _response_line(one: AroundTreatment) -> CardLine:
    status = one.response.status
    if one.line is None:
        return CardLine("Response", "no response line", no_line_reason(one), is_withheld=True)
    line = f"line at {line_words(one)}"
    already = "the last value before was already at or below the line" if one.was_at_line else ""
    if status is ResponseStatus.REACHED:
        words, details = f"reached on day {one.response.day} after", [line, already]
    elif status is ResponseStatus.NOT_REACHED:
        rated, last = rated_for_absence(one)
        words = "not reached"
        details = [f"{rated} of {count(last, 'day')} rated", line, already]
    else:
        words, details = not_enough_words(one), [missing_for_response(one), line, already]
    return CardLine(
        "Response",
        words,
        "; ".join(part for part in details if part),
        is_withheld=status is ResponseStatus.NOT_ENOUGH_ENTRIES,
    )


def _duration_line(one: AroundTreatment) -> CardLine:
    lasted = one.duration
    if lasted is None:
        return CardLine("Duration", NONE, "counted only from a response on", is_withheld=True)
    detail = f"{days_of_response(one)}; {why_it_ends(one, lasted)}"
    return CardLine("Duration", days_lasted(lasted), detail)


def _median_line(one: AroundTreatment, span: Span) -> CardLine:
    found = one.medians[span.name]
    label = f"Days {span.first} to {span.last} after"
    if found.of == 0:
        return CardLine(label, NONE, window_ends(one), is_withheld=True)
    rated = f"{found.n} of {count(found.of, 'day')} rated"
    if found.of < span.last - span.first + 1:
        rated += f", {window_ends(one)}"
    if found.value is not None:
        return CardLine(label, figure(found.value), f"median of {rated}")
    needed = max(span.least, 1, ceil(span.share * found.of))
    return CardLine(label, NONE, f"{rated}; at least {needed} are needed", is_withheld=True)


def _coverage_line(one: AroundTreatment) -> CardLine:
    label = "Complete entries after" if one.rules.is_rare else "Rated days after"
    if one.coverage.of == 0:
        return CardLine(label, NONE, window_ends(one), is_withheld=True)
    words = coverage_figure(one.coverage, is_rare=one.rules.is_rare)
    return CardLine(label, words, window_ends(one))


def _effects_line(facts: CardFacts) -> CardLine:
    words, detail = effects_figure(facts.effects)
    return CardLine("Strongest side effect", words, detail)


def _medicines_line(facts: CardFacts) -> CardLine:
    words, detail = medicines_figure(facts.medicines)
    return CardLine("Other medicines that day", words, detail)
