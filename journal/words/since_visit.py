"""What has happened since the last visit, in words: plain facts go in, headed lines come out.

Panel, appointment mode and report show the same sections.
"""

from dataclasses import dataclass
from datetime import date

from journal.trajectories.since import RangeFigures, least_rated
from journal.trajectories.values import AroundTreatment, Baseline, ResponseStatus, SpanMedian
from journal.words import Subject, count, figure, full_day, opened, short_day, treatment_words
from journal.words.cards import NONE, CardLine
from journal.words.logged import NO_END
from journal.words.response import (
    change_remark,
    days_lasted,
    days_of_response,
    is_still_open,
    missing_for_response,
    no_line_reason,
    not_enough_words,
    points,
    rated_for_absence,
    reference,
    why_it_ends,
    window_ends,
)


@dataclass(frozen=True)
class EffectSince:
    """One side effect over the range: its strongest grade and how often it was logged.

    `gone_on` is the day on which the last of it ended, None while one of them has no
    end or when no time was told; `is_still_there` tells the two apart.
    """

    name: str
    grade: str
    rank: int
    times: int
    is_still_there: bool
    gone_on: date | None = None


@dataclass(frozen=True)
class MedicineSince:
    """A medicine that began, ended or changed; `before` is what was taken until a change."""

    name: str
    amount: str
    day: date
    before: str = ""


@dataclass(frozen=True)
class IntakesSince:
    """Single intakes of one medicine: how many, on how many days."""

    name: str
    times: int
    days: int


@dataclass(frozen=True)
class QuestionnaireSince:
    """The first and the last complete questionnaire about weeks in the range, with their days."""

    code: str
    title: str
    recall: str
    first_day: date
    first: float
    last_day: date
    last: float
    n: int


@dataclass(frozen=True)
class QuestionSince:
    """A question for the clinic; `answered_on` is None while it is open."""

    text: str
    asked_on: date
    answered_on: date | None = None
    answer: str = ""


@dataclass(frozen=True)
class SinceVisit:
    """Everything since the last visit, up to today.

    `visit` is the day of that visit, which counts; None when there is none, and the range is then
    the whole journal. `is_visit_today` says that today is marked as a visit too: the range runs
    from the one before. `what` is None when no day was rated.
    """

    figures: RangeFigures
    visit: date | None
    is_visit_today: bool
    what: Subject | None
    around: tuple[AroundTreatment, ...] = ()
    questionnaires: tuple[QuestionnaireSince, ...] = ()
    effects: tuple[EffectSince, ...] = ()
    started: tuple[MedicineSince, ...] = ()
    stopped: tuple[MedicineSince, ...] = ()
    changed: tuple[MedicineSince, ...] = ()
    intakes: tuple[IntakesSince, ...] = ()
    open_questions: tuple[QuestionSince, ...] = ()
    answered: tuple[QuestionSince, ...] = ()


@dataclass(frozen=True)
class Section:
    """Lines under a heading."""

    heading: str
    lines: tuple[CardLine, ...]


TITLE = "Since the last visit"
EARLIER = "on the Treatments page"
MOST_HANDED_OUT = 6
"""The treatments that are told one by one across a desk: as many as a talk has time for."""


def second_line(since: SinceVisit) -> str:
    """From when to when, and which visit that is counted from."""
    found = since.figures
    days = count((found.last - found.first).days + 1, "day")
    if since.visit is None:
        why = "today’s visit is the first" if since.is_visit_today else "no visit is marked yet"
        return f"{why}, so this is everything since {full_day(found.first)}, {days}"
    counted = "the day of the last visit, to today"
    if since.is_visit_today:
        counted = "the day of the visit before today’s, to today"
    return f"from {full_day(found.first)}, {counted}: {days}"


def sections(since: SinceVisit) -> tuple[Section, ...]:
    """All there is to say, in the order in which it is shown."""
    return (
        _treatments(since),
        _days(since),
        _effects(since),
        _medicines(since),
        _questions(since),
    )


def handout_sections(since: SinceVisit) -> tuple[Section, ...]:
    """The same across a desk: responses first and the latest on top, medians further down.

    Of many treatments only the latest are told, and how many there were before them.
    """
    latest = since.around[-MOST_HANDED_OUT:]
    medians = tuple(_treatment_medians(one) for one in reversed(latest) if not one.rules.is_rare)
    return (
        _treatments(since, is_brief=True),
        _days(since),
        _effects(since),
        _medicines(since),
        *((Section("Medians around each treatment", medians),) if medians else ()),
        _questions(since),
    )


def _treatments(since: SinceVisit, *, is_brief: bool = False) -> Section:
    heading = f"Treatments: {len(since.around)}"
    if not since.around:
        return Section("Treatments", (CardLine("Completed", NONE, ""),))
    if is_brief:
        latest = since.around[-MOST_HANDED_OUT:]
        told = [_treatment(one, is_brief=True) for one in reversed(latest)]
        earlier = len(since.around) - len(latest)
        if earlier:
            told.append(CardLine("Before these", count(earlier, "treatment"), EARLIER))
        return Section(heading, tuple(told))
    return Section(heading, tuple(_treatment(one) for one in since.around))


def _treatment(one: AroundTreatment, *, is_brief: bool = False) -> CardLine:
    status = one.response.status
    words = {
        ResponseStatus.REACHED: f"response reached on day {one.response.day} after",
        ResponseStatus.NOT_REACHED: "response not reached",
        ResponseStatus.NOT_ENOUGH_ENTRIES: f"{not_enough_words(one)} for a response",
        ResponseStatus.NO_LINE: "no response line",
    }[status]
    if one.duration is not None:
        words += f", {days_lasted(one.duration)}"
    detail = _why(one) if _why_says_coverage(one) else f"{_why(one)}; {_coverage(one)}"
    if not is_brief:
        detail += f". {_values(one)}"
    return CardLine(
        opened(treatment_words(one)),
        words,
        detail,
        is_withheld=status in (ResponseStatus.NOT_ENOUGH_ENTRIES, ResponseStatus.NO_LINE),
    )


def _treatment_medians(one: AroundTreatment) -> CardLine:
    before, *after = _medians(one)
    return CardLine(opened(treatment_words(one)), before, "; ".join(after))


def _coverage(one: AroundTreatment) -> str:
    days = count(one.coverage.of, "day")
    if one.rules.is_rare:
        return f"{one.coverage.rated} complete in {days} after"
    return f"rated on {one.coverage.rated} of {days} after"


def _why_says_coverage(one: AroundTreatment) -> bool:
    """Whether the days that decide about a response, in the reason, are all there are."""
    is_counted = one.response.status in (
        ResponseStatus.NOT_REACHED,
        ResponseStatus.NOT_ENOUGH_ENTRIES,
    )
    all_days = (one.coverage.rated, one.coverage.of)
    return is_counted and not is_still_open(one) and rated_for_absence(one) == all_days


def _values(one: AroundTreatment) -> str:
    """The baseline, and the medians of days where there are such."""
    if one.rules.is_rare:
        found = one.course_baseline.value
        return f"Baseline: {NONE if found is None else figure(found)}"
    return f"Medians: {'; '.join(_medians(one))}"


def _why(one: AroundTreatment) -> str:
    """What came after a response, or what is missing for one."""
    if one.duration is not None:
        already = "; already at or below the line before" if one.was_at_line else ""
        return f"{days_of_response(one)}; {why_it_ends(one, one.duration)}{already}"
    if one.response.status is ResponseStatus.NOT_ENOUGH_ENTRIES:
        return missing_for_response(one)
    if one.response.status is ResponseStatus.NO_LINE:
        return no_line_reason(one)
    rated, last = rated_for_absence(one)
    return f"{rated} of the first {count(last, 'day')} rated"


def _medians(one: AroundTreatment) -> list[str]:
    """The medians before and after, each with its n; spans outside the window are left out."""
    found, name = reference(one)
    before = _median(found, f"{name} {{}}")
    after = [
        _median(one.medians[span.name], f"{{}} on days {span.first} to {span.last}")
        for span in one.rules.spans
        if one.medians[span.name].of
    ]
    return [before, *(after or [window_ends(one)])]


def _median(found: Baseline | SpanMedian, said: str) -> str:
    """A median in its place in what is said of it, and its n."""
    value = NONE if found.value is None else figure(found.value)
    return f"{said.format(value)} ({found.n} of {count(found.of, 'day')})"


def _days(since: SinceVisit) -> Section:
    if since.what is None:
        lines = [CardLine("Daily values", NONE, "no day was rated", is_withheld=True)]
    else:
        lines = [
            _range_median(since.figures, since.what),
            CardLine(
                "Rated days",
                f"{since.figures.coverage.rated} of {since.figures.coverage.of}",
                "without the days of treatments" if since.around else "",
            ),
            CardLine(
                "Entered late",
                count(since.figures.late, "day"),
                "more than a day after the day that it is about",
            ),
        ]
    lines += [_questionnaire(one) for one in since.questionnaires]
    return Section("Days and questionnaires", tuple(lines))


def _range_median(found: RangeFigures, what: Subject) -> CardLine:
    label = f"{what.title}, median"
    rated = f"{found.median.n} of {count(found.median.of, 'day')} rated"
    if found.median.value is None:
        detail = f"{rated}; at least {least_rated(found.median.of)} are needed"
        return CardLine(label, NONE, detail, is_withheld=True)
    detail = f"{rated}; {what.unit}, {what.direction}, {what.rater}"
    return CardLine(label, figure(found.median.value), detail)


def _questionnaire(one: QuestionnaireSince) -> CardLine:
    asks = f"asks about {one.recall}"
    if one.n == 1:
        return CardLine(
            one.title, figure(one.first), f"{full_day(one.first_day)}, the only one; {asks}"
        )
    change = one.last - one.first
    parts = [
        f"{full_day(one.first_day)} to {full_day(one.last_day)}, first and last of {one.n}",
        points(change),
        change_remark(one.code, change),
        asks,
    ]
    return CardLine(
        one.title,
        f"{figure(one.first)}, then {figure(one.last)}",
        "; ".join(part for part in parts if part),
    )


def _effects(since: SinceVisit) -> Section:
    heading = "Side effects"
    if not since.effects:
        return Section(heading, (CardLine("Logged", NONE, ""),))
    return Section(heading, tuple(_effect(one) for one in since.effects))


def _effect(one: EffectSince) -> CardLine:
    times = "" if one.times == 1 else f"logged {one.times} times"
    if one.is_still_there:
        gone = NO_END
    else:
        gone = "no time told" if one.gone_on is None else f"gone on {full_day(one.gone_on)}"
    detail = "; ".join(part for part in (gone, times) if part)
    return CardLine(one.name, one.grade or "no grade given", detail)


def _medicines(since: SinceVisit) -> Section:
    lines = [
        *(CardLine(one.name, f"started {short_day(one.day)}", one.amount) for one in since.started),
        *(
            CardLine(one.name, f"changed {short_day(one.day)}", _changed(one))
            for one in since.changed
        ),
        *(
            CardLine(one.name, f"last day {short_day(one.day)}", one.amount)
            for one in since.stopped
        ),
        *(
            CardLine(
                one.name,
                count(one.times, "single intake"),
                f"on {count(one.days, 'day')}",
            )
            for one in since.intakes
        ),
    ]
    if not lines:
        lines = [CardLine("Logged", NONE, "nothing started, stopped or changed in this time")]
    return Section("Other medicines", tuple(lines))


def _changed(one: MedicineSince) -> str:
    before, now = one.before or "amount not told", one.amount or "amount not told"
    return f"{now}, {before} until then"


def _questions(since: SinceVisit) -> Section:
    lines = [
        *(
            CardLine(one.text, "open", f"asked on {full_day(one.asked_on)}")
            for one in since.open_questions
        ),
        *(CardLine(one.text, "answered", _answer(one)) for one in since.answered),
    ]
    if not lines:
        lines = [CardLine("Open", NONE, "")]
    return Section("Questions for the clinic", tuple(lines))


def _answer(one: QuestionSince) -> str:
    day = "" if one.answered_on is None else f"on {full_day(one.answered_on)}"
    return ": ".join(part for part in (day, one.answer) if part)


def as_text(since: SinceVisit) -> str:
    """All of it as one text, for the clipboard and for who does not see the panel."""
    parts = [f"{TITLE}: {second_line(since)}."]
    for section in sections(since):
        parts += [section.heading, *(f"  {one.spoken}" for one in section.lines)]
    return "\n".join(parts)
