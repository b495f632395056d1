"""What an appointment shows, read once when it begins. Notes, private or not, are not read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from journal.days import Clock, day_of
from journal.instruments import Instrument
from journal.questions import QuestionEntry, questions
from journal.series import main_series
from journal.settings import journal_settings
from journal.side_effect_terms import load_vocabulary
from journal.since_visit import SinceVisit, since_visit
from journal.store import Journal
from ui.jobs import Progress
from ui.pages.trajectories.view import Asked, Known, View
from ui.pages.trajectories.views.around import around_view
from ui.pages.trajectories.views.durations import durations_view
from ui.pages.trajectories.views.each import each_view
from ui.pages.trajectories.views.side_effects import side_effects_view


@dataclass(frozen=True)
class Found:
    """A view with what it has read up to `today`."""

    view: View[Any]
    read: Any
    today: date


@dataclass(frozen=True)
class AppointmentData:
    """Everything of an appointment; `questions` are those still open and those answered today."""

    since: SinceVisit
    views: tuple[Found, ...]
    questions: tuple[QuestionEntry, ...]
    is_sample: bool = False


def read_appointment(
    journal: Journal,
    instruments: Mapping[str, Instrument],
    clock: Clock,
    progress: Progress | None = None,
) -> AppointmentData:
    """Read it, on a thread where `progress` is given."""
    with journal.read() as session:
        ends_at = journal_settings(session).day_ends_at
        today = day_of(clock(), ends_at)
        main = main_series(session, instruments, today, is_sample=journal.is_sample)
        asked = Asked(main.instrument.code, main.score.code, main.rater)
        known = Known(instruments, today, ends_at, journal.is_sample)
        found = []
        for view in (around_view(), each_view(), durations_view(), side_effects_view()):
            if progress is not None:
                progress.stop_if_cancelled()
            found.append(Found(view, view.read(session, asked, known), today))
        return AppointmentData(
            since=since_visit(session, main, load_vocabulary(), instruments),
            views=tuple(found),
            questions=tuple(
                one for one in questions(session) if one.is_open or one.answered_on == today
            ),
            is_sample=journal.is_sample,
        )
