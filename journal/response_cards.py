"""The response card of each treatment: one score's figures, with what was logged beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from sqlalchemy.orm import Session

from journal import medicines, side_effects, words
from journal.days import Instant, day_of
from journal.medicines import IntakeEntry, MedicineEntry
from journal.series import Series
from journal.settings import journal_settings
from journal.side_effect_terms import Vocabulary
from journal.side_effects import SideEffectEntry
from journal.trajectories.align import elapsed
from journal.trajectories.values import AroundTreatment, Treatment
from journal.words.cards import CardFacts, CardLine, ResponseCard, card
from journal.words.logged import LoggedEffect, LoggedMedicines

__all__ = [
    "CardLine",
    "LoggedBeside",
    "ResponseCard",
    "logged_beside",
    "logged_effects",
    "response_card",
    "response_cards",
]


@dataclass(frozen=True)
class LoggedBeside:
    """What was logged beside the scores, read once for all cards."""

    vocabulary: Vocabulary
    day_ends_at: time
    effects: tuple[SideEffectEntry, ...] = ()
    medicines: tuple[MedicineEntry, ...] = ()
    intakes: Mapping[date, Sequence[IntakeEntry]] = field(default_factory=dict)


def response_cards(
    session: Session, series: Series, vocabulary: Vocabulary
) -> tuple[ResponseCard, ...]:
    """One card for each treatment of a series, in order."""
    beside = logged_beside(session, vocabulary)
    return tuple(response_card(series, one, beside) for one in series.around)


def logged_beside(session: Session, vocabulary: Vocabulary) -> LoggedBeside:
    """Side effects, medicines and intakes as they stand."""
    ends_at = journal_settings(session).day_ends_at
    intakes: dict[date, list[IntakeEntry]] = {}
    for intake in medicines.intakes(session):
        if intake.taken_at is not None:
            intakes.setdefault(day_of(intake.taken_at, ends_at), []).append(intake)
    return LoggedBeside(
        vocabulary=vocabulary,
        day_ends_at=ends_at,
        effects=side_effects.entries(session),
        medicines=medicines.medicines(session),
        intakes=intakes,
    )


def response_card(series: Series, one: AroundTreatment, beside: LoggedBeside) -> ResponseCard:
    """The card of one of the series' treatments."""
    instrument = series.instrument
    opening = next(other for other in series.around if other.course == one.course)
    return card(
        CardFacts(
            what=words.subject(instrument, series.score, series.rater, is_sample=series.is_sample),
            code=instrument.code,
            recall=instrument.recall_words,
            one=one,
            opens_course=one is opening,
            baseline_day=_baseline_day(series, opening),
            effects=logged_effects(series, one, beside),
            medicines=_logged_medicines(one.treatment.day, series.today, beside),
        )
    )


def _baseline_day(series: Series, opening: AroundTreatment) -> date | None:
    """The day of the questionnaire that is the course's baseline: the last before its start."""
    if not series.rules.is_rare or opening.course_baseline.value is None:
        return None
    first = opening.treatment.day
    days = [one.day for one in series.day_values if one.day <= first and not one.is_unclocked]
    return max(days)


def logged_effects(
    series: Series, one: AroundTreatment, beside: LoggedBeside
) -> tuple[LoggedEffect, ...]:
    """The side effects logged with a treatment, or with another of the same day, up to today."""
    same_day = {other.key for other in series.treatments if other.day == one.treatment.day}
    return tuple(
        _effect(entry, one.treatment, series.today, beside)
        for entry in beside.effects
        if entry.treatment_id in same_day
        and (entry.onset is None or day_of(entry.onset, beside.day_ends_at) <= series.today)
    )


def _effect(
    entry: SideEffectEntry, treatment: Treatment, today: date, beside: LoggedBeside
) -> LoggedEffect:
    name = beside.vocabulary.words(entry.effect)
    grade = entry.severity or ""
    rank = 1 + list(beside.vocabulary.grades).index(grade) if grade else 0
    if entry.onset is None and entry.end is None:
        return LoggedEffect(name, grade, rank)
    ended = None if entry.end is None else day_of(entry.end, beside.day_ends_at)
    if entry.end is None or ended is None or ended > today:
        return LoggedEffect(name, grade, rank, is_gone=False)
    hours = None
    if not _is_day_alone(entry.end, beside.day_ends_at):
        after = elapsed(entry.end.local) - elapsed(treatment.start)
        hours = after.total_seconds() / 3600 if ended == treatment.day else None
    return LoggedEffect(
        name,
        grade,
        rank,
        is_gone=True,
        gone_day=(ended - treatment.day).days,
        gone_hours=hours,
    )


def _is_day_alone(end: Instant, day_ends_at: time) -> bool:
    """Whether an end stands for a whole day: it is then that day's last minute."""
    clock = end.local
    minutes = clock.hour * 60 + clock.minute + 1
    return minutes % (24 * 60) == day_ends_at.hour * 60 + day_ends_at.minute


def _logged_medicines(day: date, today: date, beside: LoggedBeside) -> LoggedMedicines:
    names = {one.id: one for one in beside.medicines}
    up_to_today = (taken for on, taken in beside.intakes.items() if on <= today)
    singly = {one.medicine_id for taken in up_to_today for one in taken}
    covering = [one for one in beside.medicines if one.covers(day)]
    return LoggedMedicines(
        taken=tuple(_named(one.name, one.amount) for one in covering),
        intakes=tuple(
            _intake(one, names[one.medicine_id])
            for one in beside.intakes.get(day, ())
            if one.medicine_id in names
        ),
        has_single=any(one.id in singly for one in covering),
    )


def _named(name: str, amount: str) -> str:
    return " ".join(part for part in (name, amount) if part)


def _intake(intake: IntakeEntry, medicine: MedicineEntry) -> str:
    at = "" if intake.taken_at is None else f" at {intake.taken_at.local:%H:%M}"
    return _named(medicine.name, intake.amount or medicine.amount) + at
