"""Everything a report stands on, read in one go: frozen values up to the cut-off, and their hash.

The values are the same whatever sections, name or paper are chosen, and hold nothing private, so
that the hash tells one state of the journal from another.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import people, queries
from journal.instruments import Instrument
from journal.medicines import IntakeEntry, MedicineEntry, intakes, medicines
from journal.questions import QuestionEntry, questions_as_of
from journal.records import CheckIn, Role, Status, VitalSigns
from journal.report.choices import ReportChoices
from journal.report.notes import Written, count_private_notes, notes_of
from journal.report.span import Span
from journal.response_cards import ResponseCard, logged_beside, response_card
from journal.series import Series, main_series, series
from journal.settings import journal_settings
from journal.side_effect_terms import Vocabulary
from journal.side_effects import SideEffectEntry
from journal.side_effects import entries as side_effects
from journal.trajectories.hours import TreatmentHours
from journal.trajectories.side_effects import SideEffects
from journal.treatments import TreatmentEntry, VitalSignsEntry
from journal.treatments import entries as treatments
from journal.visits import VisitEntry, visits
from journal.words import SELF


class RangeReversed(Exception):
    """The first day of a report would lie after its last."""


@dataclass(frozen=True)
class ReportData:
    """What the journal holds from `first` to `cut_off`, both included.

    `main` is the series of the first page, `others` those of the section on questionnaires; their
    figures are reckoned from everything up to the cut-off, also before `first`. `side_effects`
    name their effect in words; `effects` are all up to the cut-off, by treatments. `grades` are
    names and meanings; `cards` are those of the treatments in the range. `private_notes` and
    `incomplete` only count what is not in here.
    """

    name: str
    is_sample: bool
    first: date
    cut_off: date
    day_ends_at: time
    main: Series
    others: tuple[Series, ...]
    treatments: tuple[TreatmentEntry, ...]
    side_effects: tuple[SideEffectEntry, ...]
    vital_signs: tuple[VitalSignsEntry, ...]
    hours: tuple[TreatmentHours, ...]
    effects: SideEffects
    medicines: tuple[MedicineEntry, ...]
    intakes: tuple[IntakeEntry, ...]
    questions: tuple[QuestionEntry, ...]
    visits: tuple[VisitEntry, ...]
    notes: tuple[Written, ...]
    private_notes: int
    incomplete: int
    grades: tuple[tuple[str, str], ...]
    cards: tuple[ResponseCard, ...]

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each completed treatment by its id; those of one day share one."""
        days = {one.treatment.day: one.number for one in self.main.around}
        return {one.key: days[one.day] for one in self.main.treatments}

    def covers(self, day: date) -> bool:
        """Whether a day lies in the range."""
        return self.first <= day <= self.cut_off


def gather(
    session: Session,
    built_in: Mapping[str, Instrument],
    vocabulary: Vocabulary,
    choices: ReportChoices,
    *,
    is_sample: bool = False,
) -> ReportData:
    """Read what the report stands on.

    Raises RangeReversed, UnknownInstrument, UnknownScore, UnknownPerson.
    """
    cut_off = choices.cut_off
    first = choices.first or queries.first_day(session, cut_off)
    if first > cut_off:
        raise RangeReversed
    settings = journal_settings(session)
    main = _main(session, built_in, choices, is_sample=is_sample)
    span = Span(first, cut_off, settings.day_ends_at)
    given = _treatments(session, span)
    effects = tuple(one for one in side_effects(session) if _effect_within(one, span, given))
    signs = _vital_signs(session, span, given)
    return ReportData(
        name=next((one.name for one in people.people(session) if one.role is Role.PATIENT), ""),
        is_sample=is_sample,
        first=first,
        cut_off=cut_off,
        day_ends_at=settings.day_ends_at,
        main=main,
        others=_others(session, built_in, main, span, is_sample=is_sample),
        treatments=given,
        side_effects=tuple(_as_known(one, span, vocabulary) for one in effects),
        vital_signs=signs,
        hours=_hours(session, span),
        effects=queries.side_effects_after(session, vocabulary, cut_off, settings.day_ends_at),
        medicines=_medicines(session, span),
        intakes=tuple(one for one in intakes(session) if span.has(one.taken_at)),
        questions=_questions(session, span),
        visits=tuple(one for one in visits(session) if first <= one.day <= cut_off),
        notes=notes_of(session, built_in, span, given, effects),
        private_notes=count_private_notes(session, span),
        incomplete=_incomplete(session, main, span),
        grades=tuple(vocabulary.grades.items()),
        cards=_cards(session, main, first, vocabulary),
    )


def data_hash(data: ReportData) -> str:
    """SHA-256 over the data as canonical JSON: keys sorted, no spaces, dates as ISO 8601.

    The patient's name is left out, since it may not stand on the paper, and so are the cards,
    which only say in words what the figures are.
    """
    text = json.dumps(
        replace(data, name="", cards=()),
        default=_plain,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _main(
    session: Session,
    built_in: Mapping[str, Instrument],
    choices: ReportChoices,
    *,
    is_sample: bool,
) -> Series:
    """The series of the first page: the one that was chosen, else the patient's own days."""
    code = choices.instrument
    if code is None:
        found = main_series(session, built_in, choices.cut_off, is_sample=is_sample)
        if choices.rater == SELF and choices.score is None:
            return found
        code = found.instrument.code
    return series(
        session,
        built_in,
        code,
        choices.score,
        choices.rater,
        choices.cut_off,
        is_sample=is_sample,
    )


def _treatments(session: Session, span: Span) -> tuple[TreatmentEntry, ...]:
    return tuple(
        one
        for one in treatments(session)
        if one.status is Status.COMPLETED and span.first <= one.day <= span.last
    )


def _effect_within(one: SideEffectEntry, span: Span, given: Iterable[TreatmentEntry]) -> bool:
    """By its onset, also where its treatment is in the trash; without one by its treatment."""
    if one.onset is not None:
        return span.has(one.onset)
    return any(treatment.id == one.treatment_id for treatment in given)


def _as_known(one: SideEffectEntry, span: Span, vocabulary: Vocabulary) -> SideEffectEntry:
    """The effect in words, as it stood at the cut-off: an end that came later is not known yet."""
    is_over = one.end is not None and span.day(one.end) <= span.last
    return replace(one, effect=vocabulary.words(one.effect), end=one.end if is_over else None)


def _cards(
    session: Session, main: Series, first: date, vocabulary: Vocabulary
) -> tuple[ResponseCard, ...]:
    """The response card of each treatment in the range."""
    beside = logged_beside(session, vocabulary)
    shown = (one for one in main.around if one.treatment.day >= first)
    return tuple(response_card(main, one, beside) for one in shown)


def _vital_signs(
    session: Session, span: Span, given: Iterable[TreatmentEntry]
) -> tuple[VitalSignsEntry, ...]:
    """By their time; those without one by their treatment."""
    query = (
        select(VitalSigns)
        .where(VitalSigns.deleted_utc.is_(None))
        .order_by(VitalSigns.taken_utc.is_(None), VitalSigns.taken_utc, VitalSigns.id)
    )
    names = [part.name for part in fields(VitalSignsEntry)]
    found = (
        VitalSignsEntry(**{name: getattr(one, name) for name in names})
        for one in session.scalars(query)
    )
    shown = {one.id for one in given}
    return tuple(
        one
        for one in found
        if span.has(one.taken_at) or (one.taken_at is None and one.treatment_id in shown)
    )


def _hours(session: Session, span: Span) -> tuple[TreatmentHours, ...]:
    """The treatment days of the range by their hours, those alone of which anything is known."""
    found = queries.treatment_hours(session, span.day_ends_at, span.last)
    return tuple(one for one in found if one.treatment.day >= span.first and one.has_values)


def _medicines(session: Session, span: Span) -> tuple[MedicineEntry, ...]:
    """Those taken on a day of the range, or with a single intake in it; ends as then known."""
    taken = {one.medicine_id for one in intakes(session) if span.has(one.taken_at)}
    found = []
    for one in medicines(session):
        begins_late = one.from_day is not None and one.from_day > span.last
        ended_before = one.to_day is not None and one.to_day < span.first
        if one.id in taken or not (begins_late or ended_before):
            is_over = one.to_day is not None and one.to_day <= span.last
            found.append(one if is_over else replace(one, to_day=None))
    return tuple(found)


def _questions(session: Session, span: Span) -> tuple[QuestionEntry, ...]:
    """Those asked or answered in the range, and those still open at its end."""
    return tuple(
        one
        for one in questions_as_of(session, span.last)
        if one.answered_on is None or one.answered_on >= span.first
    )


def _others(
    session: Session,
    built_in: Mapping[str, Instrument],
    main: Series,
    span: Span,
    *,
    is_sample: bool,
) -> tuple[Series, ...]:
    """The main score of everything else that was logged in the range, in display order."""
    known = queries.instruments(session, built_in)
    found = []
    for one in queries.offered_series(queries.logged_series(session), known):
        is_main = (one.instrument, one.rater) == (main.instrument.code, main.rater)
        if is_main or one.last < span.first:
            continue
        other = series(
            session, built_in, one.instrument, None, one.rater, span.last, is_sample=is_sample
        )
        if any(span.first <= value.day <= span.last for value in other.day_values):
            found.append(other)
    return tuple(found)


def _incomplete(session: Session, main: Series, span: Span) -> int:
    """How many check-ins of the main series lack its score because an answer is missing."""
    query = select(CheckIn.scores).where(
        CheckIn.deleted_utc.is_(None),
        CheckIn.instrument == main.instrument.code,
        CheckIn.observer_id.is_(people.observer_id(session, main.rater)),
        CheckIn.day.between(span.first, span.last),
    )
    return sum(main.score.code not in scores for scores in session.scalars(query))


def _plain(value: Any) -> Any:
    """What JSON lacks, as it has it: a frozen value, a mapping, a day or a moment."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return {part.name: getattr(value, part.name) for part in fields(value)}
