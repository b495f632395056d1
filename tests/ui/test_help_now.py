"""Help now: numbers that were checked, the plan, and no promise that anybody watches."""

import pytest
from pytestqt.qtbot import QtBot

from journal.settings import journal_settings
from journal.store import Journal
from tests.ui.showing import click, show, type_text
from tests.ui.windows import INSTRUMENTS, SetClock
from ui.jobs import Jobs
from ui.pages.help_now import HelpNowPage
from ui.surroundings import Surroundings
from ui.widgets.text import Text


@pytest.fixture
def page(qtbot: QtBot) -> HelpNowPage:
    """The page without a journal."""
    page = HelpNowPage(Surroundings(Jobs(), SetClock(), INSTRUMENTS))
    show(qtbot, page)
    return page


def shown(page: HelpNowPage) -> str:
    """Everything that stands on the page."""
    return "\n".join(text.text() for text in page.findChildren(Text) if text.isVisible())


def test_numbers_are_there_without_a_journal(qtbot: QtBot, page: HelpNowPage) -> None:
    page.numbers.show_country("GB")

    qtbot.waitUntil(lambda: "999" in shown(page))
    said = shown(page)
    assert "116 123" in said
    assert "Checked November 2026" in said
    assert "cannot alert anyone" in said


def test_a_country_of_the_union_shows_its_number(qtbot: QtBot, page: HelpNowPage) -> None:
    page.numbers.show_country("FR")

    qtbot.waitUntil(lambda: "112" in shown(page))


def test_an_unknown_country_asks_for_one(qtbot: QtBot, page: HelpNowPage) -> None:
    page.numbers.show_country("ZZ")

    qtbot.waitUntil(lambda: "Choose your country" in shown(page))


def test_the_country_is_kept_in_the_journal(
    qtbot: QtBot, page: HelpNowPage, journal: Journal
) -> None:
    page.open(journal)

    page.numbers.choice.setCurrentIndex(page.numbers.choice.findData("NZ"))
    page.numbers.choice.activated.emit(page.numbers.choice.currentIndex())

    with journal.read() as session:
        assert journal_settings(session).country == "NZ"
    page.refresh()
    qtbot.waitUntil(lambda: "1737" in shown(page))


def test_the_plan_is_written_in_place_and_kept(page: HelpNowPage, journal: Journal) -> None:
    page.open(journal)
    click(page.plan.edit_button)
    type_text("020 7946 0000")
    page.plan.plan_field.setFocus()
    type_text("Ring Alex first.")

    page.flush()

    with journal.read() as session:
        kept = journal_settings(session)
    assert (kept.clinic_phone, kept.plan) == ("020 7946 0000", "Ring Alex first.")
    page.refresh()
    assert page.plan.plan_field.toPlainText() == "Ring Alex first.", "writing goes on"
    click(page.plan.edit_button)
    assert "Ring Alex first." in shown(page)
    assert "020 7946 0000" in shown(page)


def test_a_plan_of_a_journal_open_to_read_cannot_be_changed(
    page: HelpNowPage, journal: Journal
) -> None:
    reader = Journal.open(journal.path, to_read=True)

    page.open(reader)

    assert not page.plan.edit_button.isVisible()
    reader.close()
