"""What the treatments page reads and says: treatments with their numbers, and a day's readings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import QCoreApplication
from sqlalchemy.orm import Session

from journal import people, queries
from journal.check_ins import all_on
from journal.days import Clock, clock_within, day_of
from journal.instruments import Instrument
from journal.records import Status
from journal.settings import JournalSettings, journal_settings
from journal.trajectories.align import count_treatments, number_courses
from journal.trajectories.rules import DEFAULT_RULES, Rules
from journal.treatment_days import ANXIETY, DETACHED
from journal.treatments import TreatmentEntry, entries
from journal.words.recorded import amount_words
from journal.words.scores import score_words
from ui import words
from ui.widgets.list_line import LineWords

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Listed:
    """A treatment with the numbers that the figures give it; None where it counts in none."""

    entry: TreatmentEntry
    number: int | None = None
    course: int | None = None


@dataclass(frozen=True)
class Treatments:
    """All treatments, the newest first, and the day that it is."""

    listed: tuple[Listed, ...]
    today: date
    day_ends_at: time

    def find(self, treatment_id: str | None) -> Listed | None:
        """The treatment of that id, if it is still there."""
        return next((one for one in self.listed if one.entry.id == treatment_id), None)


def read_treatments(session: Session, clock: Clock) -> Treatments:
    """All treatments as they stand."""
    settings = journal_settings(session)
    today = day_of(clock(), settings.day_ends_at)
    counted = count_treatments(queries.treatments(session), today)
    courses = number_courses(counted, _rules(settings))
    places = {
        one.day: (number, course)
        for number, (one, course) in enumerate(zip(counted, courses, strict=True), 1)
    }
    listed = []
    for entry in reversed(entries(session)):
        is_counted = entry.status is Status.COMPLETED and entry.day in places
        number, course = places[entry.day] if is_counted else (None, entry.course)
        listed.append(Listed(entry, number, course))
    return Treatments(tuple(listed), today, settings.day_ends_at)


def line_words(one: Listed, today: date) -> LineWords:
    """One treatment on one line of the list."""
    entry = one.entry
    phase, course = phase_words(entry), course_words(one.course)
    is_done = entry.status is Status.COMPLETED
    return LineWords(
        key=entry.id or "",
        mark="–" if one.number is None else str(one.number),
        title=words.day_title(entry.day, today),
        second=given_words(entry),
        aside=(phase or course) if is_done else words.status(entry.status),
        aside_second=(course if phase else "") if is_done else phase,
        is_marked=one.number is not None,
    )


def title_words(one: Listed) -> str:
    """What an opened treatment is called."""
    if one.number is not None:
        return translate("Treatments", "Treatment {number}").format(number=one.number)
    known = {
        Status.PLANNED: translate("Treatments", "A planned treatment"),
        Status.CANCELLED: translate("Treatments", "A cancelled treatment"),
        Status.COMPLETED: translate("Treatments", "A treatment to come"),
    }
    return known[one.entry.status]


def second_words(one: Listed, today: date) -> str:
    """What stands under the title of an opened treatment."""
    entry = one.entry
    day = words.day_title(entry.day, today)
    parts = (
        translate("Treatments", "{day}, {clock}").format(
            day=day, clock=words.clock(entry.start.local)
        ),
        phase_words(entry),
        course_words(one.course),
    )
    return " · ".join(part for part in parts if part)


def given_words(entry: TreatmentEntry) -> str:
    """Amount, route and length in one line."""
    amount = amount_words(entry.amount, entry.unit, None)
    route = "" if entry.route is None else words.route(entry.route)
    parts = [" ".join(part for part in (amount, route) if part)]
    if entry.minutes is not None:
        parts.append(translate("Treatments", "{n} minutes").format(n=entry.minutes))
    return ", ".join(part for part in parts if part)


def phase_words(entry: TreatmentEntry) -> str:
    """The phase; empty when it was not said."""
    return "" if entry.phase is None else words.phase(entry.phase)


def course_words(course: int | None) -> str:
    """The course; empty for a treatment that is in none."""
    if course is None:
        return ""
    return translate("Treatments", "course {number}").format(number=course)


def detail_words(entry: TreatmentEntry) -> tuple[tuple[str, str], ...]:
    """What was said about a treatment, as labels and values; what was not said is left out."""
    rows = (
        (translate("Treatments", "Substance"), entry.substance),
        (translate("Treatments", "Given"), given_words(entry)),
        (translate("Treatments", "Clinic"), entry.clinic),
        (translate("Treatments", "Who brings me home"), entry.companion),
        (translate("Treatments", "Cost"), entry.cost),
        (translate("Treatments", "Note"), entry.note),
    )
    return tuple((label, value) for label, value in rows if value)


def reading_words(
    session: Session, instruments: Mapping[str, Instrument], day: date, day_ends_at: time
) -> tuple[tuple[str, str], ...]:
    """The checks of a day, as titles and values. Those of the treatment-day card are its own."""
    known = queries.instruments(session, instruments)
    names = {one.id: one.name for one in people.people(session)}
    rows = []
    for one in all_on(session, day):
        instrument = known.get(one.instrument)
        is_on_card = one.instrument in (ANXIETY, DETACHED) and one.observer_id is None
        if instrument is None or (is_on_card and clock_within(day, one.rated_at, day_ends_at)):
            continue
        parts = [score_words(instrument, one.scores)]
        at = one.rated_at
        if at is not None and clock_within(day, at, day_ends_at) is not None:
            parts.append(words.clock(at.local))
        if one.observer_id is not None:
            name = names.get(one.observer_id, "")
            parts.append(translate("Treatments", "rated by {name}").format(name=name))
        rows.append((instrument.short_title, " · ".join(parts)))
    return tuple(rows)


def _rules(settings: JournalSettings) -> Rules:
    gap = settings.rules.get("course_gap", DEFAULT_RULES.course_gap)
    return Rules(course_gap=round(gap))
