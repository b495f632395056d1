"""Logging check-ins, drafts of half-filled forms, and what is due on a day."""

import contextlib
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.days import Instant
from journal.instruments import Instrument
from journal.records import CheckIn, Draft
from journal.scoring import (
    Answers,
    BadAnswer,
    answers_from_json,
    answers_to_json,
    check_answers,
    totals,
)

OPENED = "opened"
"""Under this name, which no item has, a draft keeps the mark of what there was when it began."""


@dataclass(frozen=True)
class DueCheck:
    """One instrument on one day: what is logged, what is half filled, and whether it is due.

    `total` is None while nothing complete is logged; `last_day` is the last day with a complete
    check-in before this one.
    """

    instrument: Instrument
    is_due: bool
    check_in_id: str | None
    is_complete: bool
    total: float | None
    has_draft: bool
    last_day: date | None


def log_check_in(
    session: Session,
    instrument: Instrument,
    day: date,
    answers: Answers,
    *,
    rated_at: Instant | None = None,
    observer_id: str | None = None,
    check_in_id: str | None = None,
    note: str = "",
    is_private: bool = False,
) -> CheckIn:
    """Keep a filled-in instrument and drop its draft.

    `check_in_id` names one to change; a second check-in of a once-a-day instrument on the same
    day edits the first. Answers that the instrument does not allow raise BadAnswer. A missing
    answer leaves it without a total.
    """
    check_answers(instrument, answers)
    kept = None if check_in_id is None else session.get(CheckIn, check_in_id)
    if kept is None and not instrument.several_a_day:
        kept = check_in_on(session, instrument.code, day, observer_id)
    if kept is None:
        kept = CheckIn(day=day, instrument=instrument.code, observer_id=observer_id)
        session.add(kept)
    scores = totals(instrument, answers)
    kept.deleted_utc = None  # it may have gone to the trash while its form was open
    kept.version = instrument.version
    kept.rated_at = rated_at
    kept.answers = answers_to_json(answers)
    kept.scores = scores
    kept.total = scores.get("total")
    kept.note = note
    kept.is_private = is_private
    drop_draft(session, draft_name(instrument.code, observer_id), day)
    session.flush()
    return kept


def check_in_on(
    session: Session, instrument: str, day: date, observer_id: str | None = None
) -> CheckIn | None:
    """The last entered check-in of an instrument on a day, if any."""
    found = check_ins_on(session, instrument, day, observer_id)
    return found[-1] if found else None


def check_ins_on(
    session: Session, instrument: str, day: date, observer_id: str | None = None
) -> tuple[CheckIn, ...]:
    """All check-ins of an instrument on a day, by the time of rating, then of entry."""
    query = select(CheckIn).where(
        CheckIn.instrument == instrument,
        CheckIn.day == day,
        CheckIn.observer_id.is_(observer_id),
        CheckIn.deleted_utc.is_(None),
    )
    query = query.order_by(CheckIn.rated_utc, CheckIn.entered_utc, CheckIn.id)
    return tuple(session.scalars(query))


def all_on(session: Session, day: date) -> tuple[CheckIn, ...]:
    """All check-ins about a day, from every rater, by the time of rating, then of entry."""
    query = select(CheckIn).where(CheckIn.day == day, CheckIn.deleted_utc.is_(None))
    query = query.order_by(CheckIn.rated_utc, CheckIn.entered_utc, CheckIn.id)
    return tuple(session.scalars(query))


def discard_check_in(session: Session, check_in_id: str, at: Instant) -> None:
    """Move a check-in to the trash."""
    session.get_one(CheckIn, check_in_id).deleted_utc = at.utc


def draft_name(instrument: str, observer_id: str | None = None) -> str:
    """The name under which a form's draft is kept."""
    return instrument if observer_id is None else f"{instrument} {observer_id}"


def keep_draft(session: Session, form: str, day: date, content: Mapping[str, Any]) -> None:
    """Keep what is half filled in, replacing what was kept before."""
    draft = session.get(Draft, (form, day))
    if draft is None:
        session.add(Draft(form=form, day=day, content=dict(content)))
    else:
        draft.content = dict(content)


def draft(session: Session, form: str, day: date) -> dict[str, Any]:
    """What was half filled in; empty when nothing was."""
    kept = session.get(Draft, (form, day))
    return {} if kept is None else dict(kept.content)


def drop_draft(session: Session, form: str, day: date) -> None:
    """Forget a draft, because it was saved or cleared."""
    kept = session.get(Draft, (form, day))
    if kept is not None:
        session.delete(kept)


def keep_answers(
    session: Session,
    instrument: Instrument,
    day: date,
    answers: Answers,
    observer_id: str | None = None,
) -> None:
    """Keep a half-filled form and the mark of what was logged; without answers, nothing."""
    name = draft_name(instrument.code, observer_id)
    if not answers:
        drop_draft(session, name, day)
        return
    before = draft(session, name, day)
    logged = _logged_once(session, instrument, day, observer_id)
    opened = before.get(OPENED) if before else None if logged is None else _mark_of_logged(logged)
    kept = {} if opened is None else {OPENED: opened}
    keep_draft(session, name, day, {**answers_to_json(answers), **kept})


def is_overtaken(
    session: Session, instrument: Instrument, day: date, observer_id: str | None = None
) -> bool:
    """Whether something was logged, or changed, after a form was begun that is half filled in."""
    half = draft(session, draft_name(instrument.code, observer_id), day)
    opened: object = half.pop(OPENED, None)
    logged = _logged_once(session, instrument, day, observer_id)
    if not half or logged is None or logged.answers == half:
        return False
    return opened != _mark_of_logged(logged)


def _logged_once(
    session: Session, instrument: Instrument, day: date, observer_id: str | None
) -> CheckIn | None:
    """What is logged of a once-a-day instrument."""
    if instrument.several_a_day:
        return None
    return check_in_on(session, instrument.code, day, observer_id)


def _mark_of_logged(logged: CheckIn) -> str:
    return mark_of({"answers": logged.answers, "scores": logged.scores})


def mark_of(content: Mapping[str, Any]) -> str:
    """What tells a record from any other, and holds nothing of it: it may be emptied out of view.

    >>> mark_of({"a": 1, "b": 2}) == mark_of({"b": 2, "a": 1}) != mark_of({"a": 1, "b": 3})
    True
    """
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def form_answers(
    session: Session, instrument: Instrument, day: date, observer_id: str | None = None
) -> Answers:
    """What the form of a once-a-day instrument opens with: its draft, else what is logged."""
    half = draft(session, draft_name(instrument.code, observer_id), day)
    half.pop(OPENED, None)
    with contextlib.suppress(BadAnswer):  # a draft that cannot be read counts as none
        if half:
            return answers_from_json(half)
    logged = check_in_on(session, instrument.code, day, observer_id)
    if logged is None or instrument.several_a_day:
        return {}
    return answers_from_json(logged.answers)


def due_checks(
    session: Session,
    instruments: Sequence[Instrument],
    day: date,
    observer_id: str | None = None,
) -> tuple[DueCheck, ...]:
    """How each of the instruments that are logged stands on a day."""
    return tuple(_due_check(session, instrument, day, observer_id) for instrument in instruments)


def _due_check(
    session: Session, instrument: Instrument, day: date, observer_id: str | None
) -> DueCheck:
    logged = check_in_on(session, instrument.code, day, observer_id)
    last_day = session.scalars(
        select(CheckIn.day)
        .where(
            CheckIn.instrument == instrument.code,
            CheckIn.observer_id.is_(observer_id),
            CheckIn.day < day,
            CheckIn.deleted_utc.is_(None),
            CheckIn.total.is_not(None),
        )
        .order_by(CheckIn.day.desc())
        .limit(1)
    ).first()
    is_complete = logged is not None and len(logged.scores) == len(instrument.scores)
    every = timedelta(days=instrument.due_every or 1)
    is_due = instrument.due_every is not None and not is_complete
    if last_day is not None and day - last_day < every:
        is_due = False
    return DueCheck(
        instrument=instrument,
        is_due=is_due,
        check_in_id=None if logged is None else logged.id,
        is_complete=is_complete,
        total=None if logged is None else logged.total,
        has_draft=bool(draft(session, draft_name(instrument.code, observer_id), day)),
        last_day=last_day,
    )
