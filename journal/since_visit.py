"""Since the last visit: what a journal holds from the day of that visit to today.

The day of the visit counts: a treatment or an entry of that day came after the talk, or was part
of it. A visit marked today is the one that is going on, so the range then runs from the one before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from journal import medicines, queries, questions, side_effects, visits, words
from journal.days import day_of
from journal.instruments import Instrument
from journal.medicines import MedicineEntry
from journal.series import Series
from journal.settings import journal_settings, rules_for
from journal.side_effect_terms import Vocabulary
from journal.side_effects import SideEffectEntry
from journal.trajectories.figures import timeline
from journal.trajectories.since import figures_between
from journal.trajectories.values import Treatment
from journal.words import SELF
from journal.words.since_visit import (
    EffectSince,
    IntakesSince,
    MedicineSince,
    QuestionnaireSince,
    QuestionSince,
    SinceVisit,
)

__all__ = ["SinceVisit", "Stretch", "since_visit", "stretch_since"]


@dataclass(frozen=True)
class Stretch:
    """The days that "since the last visit" means; `visit` is None when there is none."""

    first: date
    last: date
    visit: date | None
    is_visit_today: bool


def stretch_since(session: Session, today: date) -> Stretch:
    """From the last visit before today, its day included; without one from the first entry."""
    last = visits.last_visit(session, today - timedelta(days=1))
    is_visit_today = any(one.day == today for one in visits.visits(session))
    if last is not None:
        return Stretch(last.day, today, last.day, is_visit_today)
    return Stretch(queries.first_day(session, today), today, None, is_visit_today)


def since_visit(
    session: Session,
    series: Series,
    vocabulary: Vocabulary,
    built_in: Mapping[str, Instrument],
) -> SinceVisit:
    """Everything since the last visit up to the series' today; `series` is the main score."""
    stretch = stretch_since(session, series.today)
    ends_at = journal_settings(session).day_ends_at
    began, ended, changed = _medicines(session, stretch)
    asked = questions.questions_as_of(session, stretch.last)
    return SinceVisit(
        figures=figures_between(series.day_values, series.treatments, stretch.first, stretch.last),
        visit=stretch.visit,
        is_visit_today=stretch.is_visit_today,
        what=_subject(series),
        around=tuple(one for one in series.around if _lies_in(one.treatment.day, stretch)),
        questionnaires=_questionnaires(session, series, built_in, stretch, ends_at),
        effects=_effects(session, series.treatments, vocabulary, stretch, ends_at),
        started=began,
        stopped=ended,
        changed=changed,
        intakes=_intakes(session, stretch, ends_at),
        open_questions=tuple(QuestionSince(one.text, one.asked_on) for one in asked if one.is_open),
        answered=tuple(
            QuestionSince(one.text, one.asked_on, one.answered_on, one.answer)
            for one in asked
            if one.answered_on is not None and _lies_in(one.answered_on, stretch)
        ),
    )


def _subject(series: Series) -> words.Subject | None:
    if not series.day_values or series.rules.is_rare:
        return None
    return words.subject(series.instrument, series.score, series.rater, is_sample=series.is_sample)


def _lies_in(day: date, stretch: Stretch) -> bool:
    return stretch.first <= day <= stretch.last


def _questionnaires(
    session: Session,
    series: Series,
    built_in: Mapping[str, Instrument],
    stretch: Stretch,
    ends_at: time,
) -> tuple[QuestionnaireSince, ...]:
    """The questionnaires about weeks that the patient filled in."""
    settings = journal_settings(session)
    known = queries.instruments(session, built_in)
    found = []
    for logged in queries.logged_series(session):
        instrument = known.get(logged.instrument)
        if instrument is None or logged.rater != SELF:
            continue
        rules = rules_for(instrument, instrument.main_score, settings)
        if not rules.is_rare:
            continue
        score = instrument.main_score.code
        readings = queries.readings(session, instrument.code, score, SELF, ends_at)
        values = [
            one
            for one in timeline(readings, series.treatments, stretch.last)
            if _lies_in(one.day, stretch)
        ]
        if values:
            found.append(
                QuestionnaireSince(
                    code=instrument.code,
                    title=instrument.short_title,
                    recall=instrument.recall_words,
                    first_day=values[0].day,
                    first=values[0].value,
                    last_day=values[-1].day,
                    last=values[-1].value,
                    n=len(values),
                )
            )
    return tuple(found)


def _effects(
    session: Session,
    treatments: Sequence[Treatment],
    vocabulary: Vocabulary,
    stretch: Stretch,
    ends_at: time,
) -> tuple[EffectSince, ...]:
    """The side effects that were there on a day of the range, the strongest first."""
    days = {one.key: one.day for one in treatments}
    by_effect: dict[str, list[SideEffectEntry]] = {}
    for entry in side_effects.entries(session):
        if _touches(entry, days, stretch, ends_at):
            by_effect.setdefault(vocabulary.words(entry.effect), []).append(entry)
    ranks = {grade: place for place, grade in enumerate(vocabulary.grades, 1)}
    found = [_effect(name, entries, ranks, stretch, ends_at) for name, entries in by_effect.items()]
    return tuple(sorted(found, key=lambda one: (-one.rank, not one.is_still_there, one.name)))


def _touches(
    entry: SideEffectEntry, days: Mapping[str, date], stretch: Stretch, ends_at: time
) -> bool:
    """Whether it was there in the range; without a time the day of its treatment decides."""
    if entry.onset is None and entry.end is None:
        day = days.get(entry.treatment_id or "")
        return day is not None and _lies_in(day, stretch)
    began = None if entry.onset is None else day_of(entry.onset, ends_at)
    ended = None if entry.end is None else day_of(entry.end, ends_at)
    return (began is None or began <= stretch.last) and (ended is None or ended >= stretch.first)


def _effect(
    name: str,
    entries: Iterable[SideEffectEntry],
    ranks: Mapping[str, int],
    stretch: Stretch,
    ends_at: time,
) -> EffectSince:
    logged = tuple(entries)
    strongest = max(logged, key=lambda one: ranks.get(one.severity or "", 0))
    ends = [None if one.end is None else day_of(one.end, ends_at) for one in logged]
    is_still_there = any(
        (end is None and entry.onset is not None) or (end is not None and end > stretch.last)
        for entry, end in zip(logged, ends, strict=True)
    )
    known = [end for end in ends if end is not None]
    return EffectSince(
        name=name,
        grade=strongest.severity or "",
        rank=ranks.get(strongest.severity or "", 0),
        times=len(logged),
        is_still_there=is_still_there,
        gone_on=None if is_still_there else max(known, default=None),
    )


def _medicines(
    session: Session, stretch: Stretch
) -> tuple[tuple[MedicineSince, ...], tuple[MedicineSince, ...], tuple[MedicineSince, ...]]:
    """What was started, stopped and changed: one that ended and began again is a change."""
    known = medicines.medicines(session)
    found = medicines.medicines_changed(session, stretch.first, stretch.last)
    started, changed = [], []
    for one in found.started:
        before = next((old for old in known if _is_followed_by(old, one)), None)
        if before is None:
            started.append(_told(one, one.from_day))
        else:
            changed.append(_told(one, one.from_day, before.amount))
    stopped = [
        _told(one, one.to_day)
        for one in found.stopped
        if not any(_is_followed_by(one, new) and _has_begun(new, stretch) for new in known)
    ]
    return _by_day(started), _by_day(stopped), _by_day(changed)


def _is_followed_by(old: MedicineEntry, new: MedicineEntry) -> bool:
    """Whether the same medicine went on, with no more than a day between."""
    if old.to_day is None or new.from_day is None or old.id == new.id:
        return False
    days = (new.from_day - old.to_day).days
    return old.name.casefold() == new.name.casefold() and 0 <= days <= 2


def _has_begun(one: MedicineEntry, stretch: Stretch) -> bool:
    return one.from_day is not None and one.from_day <= stretch.last


def _told(one: MedicineEntry, day: date | None, before: str = "") -> MedicineSince:
    return MedicineSince(one.name, one.amount, day or date.min, before)


def _by_day(told: Iterable[MedicineSince]) -> tuple[MedicineSince, ...]:
    return tuple(sorted(told, key=lambda one: (one.day, one.name.casefold())))


def _intakes(session: Session, stretch: Stretch, ends_at: time) -> tuple[IntakesSince, ...]:
    names = {one.id: one.name for one in medicines.medicines(session)}
    days: dict[str, list[date]] = {}
    for one in medicines.intakes(session):
        if one.taken_at is not None and one.medicine_id in names:
            day = day_of(one.taken_at, ends_at)
            if _lies_in(day, stretch):
                days.setdefault(names[one.medicine_id], []).append(day)
    return tuple(
        IntakesSince(name, len(taken), len(set(taken))) for name, taken in sorted(days.items())
    )
