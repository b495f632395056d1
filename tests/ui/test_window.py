"""The frame: which journal is open, which page is shown, who writes."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal.obstacles import CannotSave, Obstacle
from journal.people import people
from journal.settings import JournalSettings, keep_settings
from journal.store import Journal
from tests.builders import DAY, check_in
from tests.ui.showing import click, focused_widget, press
from tests.ui.windows import SetClock, a_journal, a_window, drafted, logged
from ui.app import Appearance
from ui.page_names import BRING_IN, DIARY, HELP, SETTINGS, TODAY, WELCOME, entries
from ui.pages.bring_in import BringInPage
from ui.places import Places, State
from ui.widgets.button import Button
from ui.widgets.notice import Notice
from ui.window import Start, Window


def opened(qtbot: QtBot, window: Window, path: Path) -> Journal:
    """Start a window with a journal and wait until it is open."""
    with qtbot.waitSignals([window.loading.opened, window.loading.charts_ready], timeout=20_000):
        window.start(Start(journal=path))
        show(qtbot, window)
    journal = window.journal
    assert journal is not None
    return journal


def show(qtbot: QtBot, window: Window) -> None:
    """Put a window on the screen with the keyboard in it."""
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


def kept(folder: Path, clock: SetClock) -> Path:
    """A journal on the disk that nobody has open."""
    with a_journal(folder, clock) as journal:
        return journal.path


def test_the_first_start_offers_three_ways(window: Window, places: Places) -> None:
    window.start(Start())
    window.show()

    assert window.stack.shown == WELCOME
    assert not window.rail.buttons[1].isVisible()
    assert window.rail.help.isVisible(), "help is always in view"
    assert not places.default_journal.exists()


def test_starting_a_journal_asks_for_a_name_at_most(
    qtbot: QtBot, window: Window, places: Places
) -> None:
    window.start(Start())
    show(qtbot, window)
    press(Qt.Key.Key_Return)

    with qtbot.waitSignals([window.loading.opened, window.loading.charts_ready], timeout=20_000):
        press(Qt.Key.Key_Return)

    assert window.stack.shown == TODAY
    assert window.journal is not None
    assert window.journal.path == places.default_journal
    assert places.read_state().journal == places.default_journal
    with window.journal.read() as session:
        (patient,) = people(session)
    assert window.journal.writer_id == patient.id
    assert "me" in window.rail.writer.text()


def test_enter_pressed_twice_starts_one_journal_and_opens_it(
    qtbot: QtBot, window: Window, places: Places
) -> None:
    window.start(Start())
    show(qtbot, window)
    press(Qt.Key.Key_Return)
    name = focused_widget()
    with qtbot.waitSignals([window.loading.opened, window.loading.charts_ready], timeout=20_000):
        qtbot.keyClick(name, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
        qtbot.keyClick(name, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    assert window.stack.shown == TODAY
    assert window.journal is not None
    assert window.journal.path == places.default_journal


def test_the_last_journal_opens_by_itself(
    qtbot: QtBot, places: Places, appearance: Appearance, tmp_path: Path, clock: SetClock
) -> None:
    path = kept(tmp_path, clock)
    places.keep_state(State(journal=path, first_form="sleep"))
    window = a_window(qtbot, places, appearance, clock)

    with qtbot.waitSignals([window.loading.opened, window.loading.charts_ready], timeout=20_000):
        window.start(Start())
        window.show()
        assert window.today.checks.open_code == "sleep", "painted from what was left behind"

    assert window.today.checks.open_code == "daily-anxiety"


def test_a_journal_that_is_gone_is_said_and_nothing_is_made(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    gone = tmp_path / "on a drive.tidemark"

    with qtbot.waitSignals([window.loading.failed, window.loading.charts_ready], timeout=20_000):
        window.start(Start(journal=gone))
        window.show()

    assert window.stack.shown == WELCOME
    assert str(gone) in window.welcome.intro
    assert not gone.exists()


def test_a_journal_in_use_can_be_opened_to_read(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    other = a_journal(tmp_path, clock)
    with other.write("Log the daily check") as session:
        session.add(check_in(total=7, answers={}))
    with qtbot.waitSignals([window.loading.failed, window.loading.charts_ready], timeout=20_000):
        window.start(Start(journal=other.path))
        show(qtbot, window)
        press_first_answer(window)
    assert "in another window since" in window.welcome.intro
    assert window.welcome.take_over_button.isHidden()

    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        click(window.welcome.read_button)

    reader = window.journal
    assert reader is not None
    assert reader.is_read_only
    assert "only to read" in window.notices.standing.words
    other.close()
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        act_on(window.notices.standing)
    writable = window.journal
    assert writable is not None
    assert drafted(writable) == {"1": 3}, "what was typed at the start is handed over"


def test_a_journal_that_another_computer_left_open_is_written_in_once_that_is_said(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    path = kept(tmp_path, clock)
    note = '{"computer": "attic", "since": "2026-01-10T19:40:00+00:00"}'
    path.with_name("mine.tidemark.lock").write_text(f" {note}", encoding="utf-8")
    with qtbot.waitSignals([window.loading.failed, window.loading.charts_ready], timeout=20_000):
        window.start(Start(journal=path))
        show(qtbot, window)
    assert "the computer attic since" in window.welcome.intro

    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        click(window.welcome.read_button)
    with qtbot.waitSignal(window.loading.failed, timeout=20_000):
        act_on(window.notices.standing)
    assert "attic" in window.notices.passing.words
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        act_on(window.notices.passing)
    assert window.journal is not None
    assert not window.journal.is_read_only


def test_a_locked_journal_opens_in_the_manner_that_was_asked_for(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Path, object, str]] = []
    monkeypatch.setattr(window.loading, "open", lambda *given: asked.append(given))
    one, another = tmp_path / "one.tidemark", tmp_path / "another.tidemark"
    window.opening.open_to_read(one)
    window.welcome.unlock_wanted.emit(one, "its passphrase")
    window.welcome.unlock_wanted.emit(another, "of another")
    manners = [str(manner) for _, _, manner in asked]
    assert manners == ["read", "read", "write"]


def test_what_was_written_while_the_clock_was_ahead_is_told_when_the_journal_opens(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    path = kept(tmp_path, clock)
    clock.move(days=-2)
    opened(qtbot, window, path)
    assert "on Saturday 10 January 2026 at 21:00" in window.notices.ahead.words
    act_on(window.notices.ahead)
    assert window.stack.shown == DIARY


def act_on(notice: Notice) -> None:
    """Press the button of a notice."""
    click(next(one for one in notice.findChildren(Button) if one.isVisible()))


def press_first_answer(window: Window) -> None:
    """Answer the first item before the journal is open."""
    form = window.today.checks.form("daily-anxiety")
    assert form is not None
    form.go_to("1")
    press("3")


def test_the_sample_patient_is_marked_and_thrown_away(
    qtbot: QtBot, window: Window, places: Places
) -> None:
    with qtbot.waitSignals([window.loading.opened, window.loading.charts_ready], timeout=60_000):
        window.start(Start(is_demo=True))
        window.show()

    assert window.journal is not None
    path = window.journal.path
    assert window.journal.is_sample
    assert "nothing here is real" in window.notices.standing.words
    for page in (SETTINGS, HELP, TODAY):
        window.show_page(page)
        assert window.notices.standing.isVisible()
    assert places.read_state().journal is None
    window.close()
    assert not path.parent.exists()


def test_writing_as_somebody_else_is_kept_under_their_name(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    journal = opened(qtbot, window, kept(tmp_path, clock))
    alex = next(one for one in window.writer_menu.writers if one.name == "Alex")

    window.writer_menu.choose(alex)
    press(*"1111111", Qt.Key.Key_Return)

    found = logged(journal, observer_id=alex.id)
    assert found is not None
    assert found.entered_by_id == alex.id
    assert logged(journal) is None
    assert "Alex" in window.rail.writer.text()


def test_pages_are_made_when_they_are_first_shown_and_refreshed_when_stale(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    journal = opened(qtbot, window, kept(tmp_path, clock))
    settings = window.stack.page(SETTINGS)
    window.show_page(SETTINGS)
    window.show_page(TODAY)

    with journal.write("Choose what is logged") as session:
        keep_settings(session, JournalSettings(logged=("daily-anxiety", "sleep")))

    assert window.today.checks.line("sleep").isVisible(), "the page shown is refreshed at once"
    boxes = settings.logged.boxes  # type: ignore[attr-defined]
    assert not boxes["sleep"].isChecked(), "a hidden one waits until it is shown"
    window.show_page(SETTINGS)
    assert boxes["sleep"].isChecked()


def test_a_write_on_another_thread_refreshes_on_this_one(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    journal = opened(qtbot, window, kept(tmp_path, clock))

    def write(_progress: object) -> None:
        with journal.write("Bring entries in") as session:
            session.add(check_in(total=12, answers={str(n): 1 for n in range(1, 8)}))

    window.jobs.start(write, lambda _result: None)

    form = window.today.checks.form("daily-anxiety")
    assert form is not None
    qtbot.waitUntil(lambda: len(form.answers()) == 7)


def test_keys_lead_to_pages(qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock) -> None:
    opened(qtbot, window, kept(tmp_path, clock))

    last = Qt.Key(Qt.Key.Key_0 + len(entries()))
    qtbot.keyClick(window, last, Qt.KeyboardModifier.ControlModifier)  # type: ignore[no-untyped-call]
    assert window.stack.shown == SETTINGS
    qtbot.keyClick(window, Qt.Key.Key_F1)  # type: ignore[no-untyped-call]
    assert window.stack.shown == HELP
    assert not any(button.isChecked() for button in window.rail.buttons)
    assert window.rail.help.isChecked()
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)  # type: ignore[no-untyped-call]
    assert window.stack.shown == TODAY
    assert window.rail.buttons[0].isChecked()


def test_another_page_can_ask_for_a_day(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    opened(qtbot, window, kept(tmp_path, clock))
    window.show_page(SETTINGS)

    window.navigation.show_day(DAY - timedelta(days=3))

    assert window.stack.shown == TODAY
    assert window.today.day == DAY - timedelta(days=3)


def test_closing_says_so_before_answers_would_be_lost(
    qtbot: QtBot,
    window: Window,
    tmp_path: Path,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    journal = opened(qtbot, window, kept(tmp_path, clock))

    def refuse(label: str) -> object:
        raise CannotSave(journal.path, Obstacle.FULL)

    monkeypatch.setattr(journal, "write", refuse)
    press("3")
    assert "disk is full" in window.notices.passing.words

    assert not window.close()
    assert window.isVisible()
    act_on(window.notices.passing)

    assert not window.isVisible()


def test_what_stood_in_the_way_is_said_until_something_is_saved(
    qtbot: QtBot,
    window: Window,
    tmp_path: Path,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    journal = opened(qtbot, window, kept(tmp_path, clock))
    real = journal.write

    def refuse(label: str) -> object:
        raise CannotSave(journal.path, Obstacle.FULL)

    monkeypatch.setattr(journal, "write", refuse)
    press("3")
    assert window.notices.passing.isVisible()

    monkeypatch.setattr(journal, "write", real)
    press("2")

    assert not window.notices.passing.isVisible()


def test_while_a_file_comes_in_the_pages_wait_and_help_does_not(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    journal = opened(qtbot, window, kept(tmp_path, clock))
    window.show_page(BRING_IN)
    page = window.stack.page(BRING_IN)
    assert isinstance(page, BringInPage)

    for is_writing in (True, False):
        page.writing.emit(is_writing)
        window.show_page(SETTINGS)  # made while the pages are held

        assert window.notices.passing.isVisible() == is_writing
        assert "brought in" in window.notices.passing.words
        assert window.today.isEnabled() != is_writing
        assert window.stack.page(SETTINGS).isEnabled() != is_writing
        assert page.isEnabled()
        assert window.stack.page(HELP).isEnabled()
    window.show_page(TODAY)
    press("3")
    assert drafted(journal) == {"1": 3}


def test_closing_lets_go_of_the_journal_and_remembers(
    qtbot: QtBot, window: Window, places: Places, tmp_path: Path, clock: SetClock
) -> None:
    path = kept(tmp_path, clock)
    opened(qtbot, window, path)
    press(*"1212120", Qt.Key.Key_Return)

    window.close()

    state = places.read_state()
    assert (state.journal, state.first_form, state.done_on) == (path, "daily-anxiety", DAY)
    assert state.geometry
    Journal.open(path).close()  # JournalInUse if the window still held it


def test_what_the_next_start_shows_is_remembered_at_once(
    qtbot: QtBot, window: Window, places: Places, tmp_path: Path, clock: SetClock
) -> None:
    opened(qtbot, window, kept(tmp_path, clock))

    press(*"1212120", Qt.Key.Key_Return)

    assert places.read_state().done_on == DAY, "not every end is a closing"


def test_opening_another_journal_closes_the_first(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    first = opened(qtbot, window, kept(tmp_path, clock)).path
    window.show_page(SETTINGS)
    folder = tmp_path / "other"
    folder.mkdir()
    second = kept(folder, clock)

    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        window.open_path(second)

    assert window.journal is not None
    assert window.journal.path == second
    assert window.stack.shown == TODAY
    Journal.open(first).close()


def test_a_file_that_is_no_journal_leaves_the_open_one_alone(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    journal = opened(qtbot, window, kept(tmp_path, clock))
    other = tmp_path / "letter.txt"
    other.write_text("Dear clinic")

    with qtbot.waitSignal(window.loading.failed, timeout=20_000):
        window.open_path(other)

    assert window.journal is journal
    assert "not a Tidemark journal" in window.notices.passing.words
    assert window.stack.shown == TODAY
