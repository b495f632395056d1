"""The journal side of Today's page: reads one day as plain values, and keeps what was entered.

Loads SQLAlchemy, so the page imports it only once a journal is open.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from journal import check_ins, medicines, notes, queries, questions, side_effects, treatments
from journal.days import Clock, Instant, day_of
from journal.instruments import Instrument
from journal.records import CheckIn, Person, Status
from journal.scoring import Answers
from journal.settings import journal_settings
from journal.side_effect_terms import Vocabulary
from journal.store import Journal
from ui.drafts.names import (
    EFFECT_DRAFT,
    INTAKE_DRAFT,
    MEDICINE_DRAFT,
    NOTE_DRAFT,
    QUESTION_DRAFT,
)
from ui.forms.note import NoteText
from ui.pages.medicine_words import taken_words
from ui.pages.today.day_values import (
    Check,
    Day,
    Stage,
    TreatmentNear,
)
from ui.pages.today.day_words import not_asked_words, one_of_several_words, other_rater_words
from ui.pages.today.unkept import Form


def read_day(
    journal: Journal,
    built_in: Mapping[str, Instrument],
    vocabulary: Vocabulary,
    day: date,
    observer_id: str | None = None,
) -> Day:
    """One day as it stands, as the patient rated it or one observer."""
    with journal.read() as session:
        settings = journal_settings(session)
        known = queries.instruments_to_log(session, built_in)
        asked = [known[code] for code in known if code in settings.logged]
        found = side_effects.entries_on(session, day, settings.day_ends_at)
        return Day(
            day=day,
            checks=_checks(session, asked, day, observer_id),
            note=_note(session, day),
            question_draft=_text(check_ins.draft(session, QUESTION_DRAFT, day)),
            questions=tuple(one.text for one in questions.open_questions(session)),
            effects=tuple(vocabulary.words(one.effect) for one in found),
            taken=taken_words(
                medicines.intakes_on(session, day, settings.day_ends_at),
                medicines.medicines(session),
            ),
            begun=frozenset(
                name
                for name in (EFFECT_DRAFT, INTAKE_DRAFT, MEDICINE_DRAFT)
                if check_ins.draft(session, name, day)
            ),
            treatment=treatment_near(treatments.entries(session), day),
            day_ends_at=settings.day_ends_at,
        )


def check_to_change(
    journal: Journal,
    built_in: Mapping[str, Instrument],
    record_id: str,
    day: Day,
    observer_id: str | None,
) -> tuple[str, str]:
    """Which check of a day a record is, by its code, or in words why it cannot be changed there.

    Neither is told of anything but a check, and of what the card of a treatment day shows.
    """
    with journal.read() as session:
        record = session.get(CheckIn, record_id)
        if record is None:
            return "", ""
        if record.observer_id != observer_id:
            rater = session.get(Person, record.observer_id or "")
            return "", other_rater_words("" if rater is None else rater.name)
        instrument = queries.instruments(session, built_in)[record.instrument]
    if instrument.several_a_day:
        is_there = day.treatment.is_treatment_day
        return "", "" if is_there else one_of_several_words(instrument.title)
    if day.check(instrument.code) is None:
        return "", not_asked_words(instrument.title)
    return instrument.code, ""


def answers_kept(
    journal: Journal, waiting: Iterable[tuple[Form, Answers, bool]]
) -> dict[Form, Answers]:
    """What the journal holds already for forms that were filled in before it was open."""
    with journal.read() as session:
        return {
            form: check_ins.form_answers(session, form.instrument, form.day, form.observer_id)
            for form, _, _ in waiting
        }


def keep_answers(journal: Journal, form: Form, answers: Answers) -> None:
    """Keep a half-filled form; without any answer there is no draft."""
    with journal.write("Keep a draft") as session:
        check_ins.keep_answers(session, form.instrument, form.day, answers, form.observer_id)


def log(journal: Journal, form: Form, answers: Answers) -> None:
    """Log a check, or change the one of that day; what else stands beside it stays.

    It is rated now when now lies within the day. An earlier clock time within the day stays when
    the change is made after that day; otherwise there is none.
    """
    before = _logged_before(journal, form)
    verb = "Log" if before is None else "Change"
    with journal.write(f"{verb} “{form.instrument.title}”") as session:
        check_ins.log_check_in(
            session,
            form.instrument,
            form.day,
            answers,
            rated_at=_rated_at(session, journal.clock, form.day, before),
            observer_id=form.observer_id,
            note="" if before is None else before.note,
            is_private=before is not None and before.is_private,
        )


def _logged_before(journal: Journal, form: Form) -> CheckIn | None:
    if form.instrument.several_a_day:
        return None
    with journal.read() as session:
        return check_ins.check_in_on(session, form.instrument.code, form.day, form.observer_id)


def keep_note(journal: Journal, day: date, note: NoteText) -> None:
    """Set the note of a day; an empty one is taken away."""
    text = note.text.strip()
    with journal.write("Write a note" if text else "Take a note away") as session:
        notes.keep_note(session, day, text, is_private=note.is_private, at=journal.clock())
        check_ins.drop_draft(session, NOTE_DRAFT, day)


def ask_clinic(journal: Journal, day: date, text: str) -> None:
    """Keep a question for the next appointment."""
    with journal.write("Ask my clinic") as session:
        questions.ask_clinic(session, text.strip(), day)
        check_ins.drop_draft(session, QUESTION_DRAFT, day)


def treatment_near(entries: tuple[treatments.TreatmentEntry, ...], day: date) -> TreatmentNear:
    """Where a day stands among the treatments; several on one day count as one."""
    done = sorted({one.day for one in entries if one.status is Status.COMPLETED and one.day <= day})
    planned = [one for one in entries if one.status is Status.PLANNED and one.day >= day]
    coming = min(planned, key=lambda one: one.start.utc, default=None)
    is_treatment_day = any(one.day == day and one.status is not Status.CANCELLED for one in entries)
    return TreatmentNear(
        number=len(done),
        days_after=(day - done[-1]).days if done else None,
        planned=None if coming is None else coming.day,
        planned_at=None if coming is None else coming.start.local.time(),
        is_treatment_day=is_treatment_day,
    )


def _checks(
    session: Session, asked: list[Instrument], day: date, observer_id: str | None
) -> tuple[Check, ...]:
    found = []
    for due in check_ins.due_checks(session, asked, day, observer_id):
        logged = check_ins.check_ins_on(session, due.instrument.code, day, observer_id)
        check = Check(
            instrument=due.instrument,
            stage=_stage(due),
            scores=dict(logged[-1].scores) if logged else {},
            times=len(logged),
            answers=check_ins.form_answers(session, due.instrument, day, observer_id),
            has_draft=due.has_draft,
            is_overtaken=due.has_draft
            and check_ins.is_overtaken(session, due.instrument, day, observer_id),
        )
        if check.stage is Stage.NOT_DUE and due.last_day is not None and due.instrument.due_every:
            comes_up = due.last_day + timedelta(days=due.instrument.due_every)
            check = replace(check, next_day=comes_up)
        found.append(check)
    return tuple(found)


def _stage(due: check_ins.DueCheck) -> Stage:
    if due.has_draft:
        return Stage.HALF_FILLED
    if due.check_in_id is not None:
        return Stage.LOGGED if due.is_complete else Stage.INCOMPLETE
    return Stage.DUE if due.is_due else Stage.NOT_DUE


def _note(session: Session, day: date) -> NoteText:
    half = check_ins.draft(session, NOTE_DRAFT, day)
    kept = notes.note_on(session, day)
    now = NoteText() if kept is None else NoteText(kept.text, kept.is_private)
    mark = check_ins.mark_of({"text": now.text, "is_private": now.is_private})
    if not half:
        return replace(now, opened=mark)
    begun = begun_note(half)
    is_other = kept is not None and now.text != begun.text
    return replace(begun, is_overtaken=is_other and mark != begun.opened)


def begun_note(half: Mapping[str, object]) -> NoteText:
    """The note that a draft keeps."""
    opened = str(half.get(check_ins.OPENED, ""))
    return NoteText(_text(half), bool(half.get("is_private")), is_draft=True, opened=opened)


def note_content(note: NoteText, shown: NoteText) -> dict[str, object]:
    """What a draft keeps of a note, and of the one that was shown when it was begun."""
    return {"text": note.text, "is_private": note.is_private, check_ins.OPENED: shown.opened}


def _text(content: Mapping[str, object]) -> str:
    return str(content.get("text", ""))


def _rated_at(session: Session, clock: Clock, day: date, before: CheckIn | None) -> Instant | None:
    ends_at = journal_settings(session).day_ends_at
    known = (clock(), None if before is None else before.rated_at)
    return next((at for at in known if at is not None and day_of(at, ends_at) == day), None)
