"""The first start: a journal of one's own, encrypted where that is wanted, by mouse or keyboard."""

from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal.obstacles import Locked
from journal.store import Journal
from tests.journal.safekeeping.sealed import PASSPHRASE
from tests.ui.reached import tab_stops, walked
from tests.ui.showing import focused_widget, press, show, type_text
from tests.ui.windows import SetClock, a_window, places_in
from ui.app import Appearance
from ui.jobs import Jobs
from ui.pages.passphrase_sheet import FILE_NAME
from ui.pages.settings.passphrase_card import PassphraseCard
from ui.pages.welcome import WelcomePage
from ui.pages.welcome.start_form import StartForm
from ui.window import Start, Window


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> WelcomePage:
    page = WelcomePage(jobs, SetClock(), tmp_path / "journal.tidemark")
    show(qtbot, page, 1000, 900)
    page.setFocus()
    return page


def fill(form: StartForm, passphrase: str = PASSPHRASE) -> None:
    form.sealed.setChecked(True)
    form.asking.new.setText(passphrase)
    form.asking.again.setText(passphrase)
    form.asking.understood.setChecked(True)


def test_a_new_journal_has_no_passphrase_unless_it_is_asked_for(page: WelcomePage) -> None:
    wanted = Mock()
    page.start_wanted.connect(wanted)
    press(Qt.Key.Key_Space)
    form = page.form
    assert not form.sealed.isChecked()
    assert not form.asking.isVisible()
    type_text("Sam")
    press(Qt.Key.Key_Return)
    wanted.assert_called_once_with(form.path, "Sam", "")


def test_what_a_lost_passphrase_means_is_said_before_there_is_one(page: WelcomePage) -> None:
    wanted = Mock()
    page.start_wanted.connect(wanted)
    page.start_button.click()
    form = page.form
    form.sealed.click()
    assert "nobody can open the journal" in form.warning.text()
    assert form.warning.isVisible()
    form.asking.new.setText(PASSPHRASE)
    form.asking.again.setText(PASSPHRASE)
    form.asking.again.setFocus()
    press(Qt.Key.Key_Return)
    assert "Write it down first" in form.asking.problem.text()
    wanted.assert_not_called()
    form.asking.understood.setChecked(True)
    press(Qt.Key.Key_Return)
    wanted.assert_called_once_with(form.path, "", PASSPHRASE)
    assert form.asking.new.text() == form.asking.again.text() == ""


def test_unticking_it_again_starts_a_plain_journal(page: WelcomePage) -> None:
    wanted = Mock()
    page.start_wanted.connect(wanted)
    page.start_button.click()
    form = page.form
    fill(form)
    form.sealed.setChecked(False)
    form.submit()
    wanted.assert_called_once_with(form.path, "", "")


def test_a_journal_is_encrypted_from_its_first_byte(
    qtbot: QtBot, tmp_path: Path, appearance: Appearance
) -> None:
    window: Window = a_window(qtbot, places_in(tmp_path), appearance)
    window.start(Start())
    window.show()
    window.welcome.start_button.click()
    fill(window.welcome.form)
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        window.welcome.form.submit()
    journal = window.journal
    assert journal is not None
    assert journal.is_encrypted
    path = journal.path
    window.close()
    with pytest.raises(Locked):
        Journal.open(path)
    Journal.open(path, PASSPHRASE).close()


def test_a_sheet_to_keep_it_on_is_saved_before_there_is_a_journal(
    qtbot: QtBot, page: WelcomePage, tmp_path: Path
) -> None:
    page.start_button.click()
    form = page.form
    form.sealed.click()
    form.asking.save.click()
    form.sheet.save_to(str(tmp_path / FILE_NAME))
    qtbot.waitUntil(form.said.isVisible, timeout=20_000)
    assert FILE_NAME in form.said.text()
    (sheet,) = PdfReader(tmp_path / FILE_NAME).pages
    assert "journal.tidemark · 10 January 2026" in sheet.extract_text()


def test_a_sheet_is_printed_or_that_there_is_no_printer_is_said(
    qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.printing.has_printer", lambda: False)
    card = PassphraseCard(jobs, SetClock())
    show(qtbot, card)
    card.form.asking.print.click()
    assert "No printer" in card.said.text()


def test_a_sheet_that_cannot_be_saved_is_said(
    qtbot: QtBot, page: WelcomePage, tmp_path: Path
) -> None:
    with qtbot.waitSignal(page.failed, timeout=20_000) as failed:
        page.form.sheet.save_to(str(tmp_path / "nowhere" / FILE_NAME))
    assert failed.args is not None
    assert isinstance(failed.args[0], OSError)


def show_choices(page: WelcomePage) -> None:
    page.greet()


def show_problem(page: WelcomePage) -> None:
    mine = Path("mine.tidemark")
    page.tell_problem("It is open elsewhere.", mine, can_read=True, can_take_over=True)


def show_start(page: WelcomePage) -> None:
    page.start_button.click()


def show_start_sealed(page: WelcomePage) -> None:
    page.start_button.click()
    page.form.sealed.click()


def show_unlock(page: WelcomePage) -> None:
    page.ask_passphrase(Path("mine.tidemark"), "It does not open this journal.")


@pytest.mark.parametrize(
    "prepare", [show_choices, show_problem, show_start, show_start_sealed, show_unlock]
)
@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_the_tab_key_reaches_all_there_is_at_the_first_start_and_is_caught_nowhere(
    qtbot: QtBot, page: WelcomePage, prepare: Callable[[WelcomePage], None], key: Qt.Key
) -> None:
    prepare(page)
    page.setFocus()
    stops = {one for one in tab_stops(page) if one.isEnabled()}
    qtbot.waitUntil(lambda: focused_widget() in stops)
    assert set(walked(page, key)) == stops


def test_the_tab_key_goes_through_the_passphrase_in_the_settings(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    card = PassphraseCard(jobs, SetClock())
    show(qtbot, card)
    with Journal.create(tmp_path / "mine.tidemark", PASSPHRASE) as journal:
        card.open(journal)
        for button in (None, card.change, card.take_away):
            if button is not None:
                button.click()
            stops = [one for one in tab_stops(card) if one.isEnabled()]
            stops[0].setFocus()
            for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                assert set(walked(card, key)) == set(stops)
            card.form.cancel.click()
