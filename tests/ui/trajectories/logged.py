"""What is logged in the tests of the trajectories page, and how they use the page."""

from datetime import timedelta

from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from journal.charts.marks import Mark
from journal.people import people
from journal.records import Phase, Severity, SideEffect, Treatment, VitalSigns
from journal.store import Journal
from tests.builders import DAY, check_in, instant, treatment, worked_example
from ui.pages.trajectories import TrajectoriesPage
from ui.pages.trajectories.view import Choice
from ui.widgets.chart_view import Artists
from ui.widgets.entry_fields import ChoiceField

VIEWS = ("timeline", "around", "each", "durations", "hours", "side-effects", "calendar")
SECOND = DAY + timedelta(days=10)
"""The day of the second treatment of `log_much`."""


def log_example(journal: Journal, *, is_treated: bool = True) -> None:
    """The worked example, rated by the patient, and two days rated by Alex."""
    with journal.write("Log") as session:
        alex = people(session)[1].id
        for day, value in worked_example():
            session.add(check_in(day, value))
        for number in (1, 2):
            session.add(check_in(DAY + timedelta(days=number), 12, observer_id=alex))
        if is_treated:
            session.add(treatment(DAY))


def log_much(journal: Journal) -> None:
    """The worked example, a second treatment in another phase, its day by hours, side effects."""
    log_example(journal)
    with journal.write("Log a second treatment") as session:
        given = treatment(SECOND, phase=Phase.MAINTENANCE)
        session.add(given)
        session.flush()
        _log_hours(session, given)
        session.add(
            SideEffect(
                effect="nausea",
                severity=Severity.MILD,
                onset=instant(f"{SECOND}T11:30:00+00:00"),
                end=instant(f"{SECOND}T13:00:00+00:00"),
                treatment_id=given.id,
            )
        )


def _log_hours(session: Session, given: Treatment) -> None:
    for code, clock, value in (
        ("anxiety-now", "10:50", 60),
        ("anxiety-now", "12:00", 20),
        ("detached-now", "11:40", 70),
    ):
        at = instant(f"{SECOND}T{clock}:00+00:00")
        session.add(check_in(SECOND, value, instrument=code, rated_at=at))
    session.add(
        VitalSigns(
            taken_at=instant(f"{SECOND}T11:40:00+00:00"),
            treatment_id=given.id,
            systolic=132,
            diastolic=84,
            pulse=80,
        )
    )


def show_view(page: TrajectoriesPage, code: str) -> None:
    """Choose a view as a click does."""
    next(one for one in page.view.segments if one.value == code).click()


def choose(page: TrajectoriesPage, choice: Choice, value: str) -> None:
    """Choose one of the options above the picture."""
    page.choices.fields[choice].set_value(value)


def drawn(qtbot: QtBot, page: TrajectoriesPage) -> Artists:
    """The artists of the chart, once it is drawn."""
    qtbot.waitUntil(lambda: page.card.chart.artists is not None)
    artists = page.card.chart.artists
    assert artists is not None
    return artists


def marks(qtbot: QtBot, page: TrajectoriesPage) -> tuple[Mark, ...]:
    """The points of the chart, once it is drawn."""
    return drawn(qtbot, page).marks.all


def rows(page: TrajectoriesPage) -> list[tuple[str, ...]]:
    """The rows of the table."""
    model = page.card.table.table
    return [
        tuple(str(model.data(model.index(row, column))) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def texts(field: ChoiceField) -> list[str]:
    """The words of what a field offers."""
    return [field.itemText(number) for number in range(field.count())]
