"""A locked journal shows nothing of itself; what was half typed is there once it is unlocked."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from journal.obstacles import CannotSave, Obstacle
from journal.people import add_person
from journal.questions import QuestionEntry, keep_question
from journal.records import Note, Role
from journal.safekeeping.backups import Reason, back_up, backups
from journal.safekeeping.passphrase import set_passphrase
from journal.store import Journal
from reliability.marker import in_clear
from tests.builders import DAY, check_in, treatment
from tests.journal.safekeeping.sealed import MARKER, PASSPHRASE, files_with, make_journal, notes
from tests.ui.windows import SetClock, start
from ui.page_names import DIARY, SETTINGS, TODAY, VISITS
from ui.pages.today.extras import Extra
from ui.places import Places
from ui.window import Window


def filled(folder: Path) -> Path:
    """An encrypted journal that holds the marker wherever a person can write one."""
    path = folder / "mine.tidemark"
    with (
        Journal.create(path, PASSPHRASE, clock=SetClock()) as journal,
        journal.write("Fill") as session,
    ):
        add_person(session, f"{MARKER} patient", Role.PATIENT)
        add_person(session, f"{MARKER} caregiver", Role.CAREGIVER)
        session.add_all([Note(day=DAY, text=MARKER), check_in(note=MARKER), treatment()])
        keep_question(session, QuestionEntry(DAY, MARKER))
    return path


def opened(qtbot: QtBot, window: Window, path: Path) -> None:
    start(qtbot, window, path)
    unlock(qtbot, window)


def unlock(qtbot: QtBot, window: Window) -> None:
    window.welcome.unlock.field.setText(PASSPHRASE)
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        window.welcome.unlock.button.click()
    at_rest(qtbot, window)


def at_rest(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.jobs.busy == 0, timeout=20_000)


def told(widget: QWidget) -> Iterator[str]:
    """Everything that a widget could show or say."""
    yield from (widget.windowTitle(), widget.toolTip())
    yield from (widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QMenu):
        yield from (action.text() for action in widget.actions())
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))


def holders() -> list[str]:
    """Widgets in which the marker stands, shown or hidden; and the tooltip."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    found = [
        f"{type(widget).__name__} {'shown' if widget.isVisible() else 'hidden'}"
        for widget in QApplication.allWidgets()
        if any(MARKER in text for text in told(widget))
    ]
    return [*found, *(["tooltip"] if MARKER in QToolTip.text() else [])]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of a menu, offscreen
def test_no_widget_holds_anything_of_a_locked_journal(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    opened(qtbot, window, filled(tmp_path))
    for page in (DIARY, VISITS, SETTINGS, TODAY):
        window.show_page(page)
        at_rest(qtbot, window)
        assert holders(), page
    for extra in (Extra.SIDE_EFFECTS, Extra.MEDICINE):
        window.today.extras.open_card(extra)
    for panel in (window.today.extras.effects, window.today.extras.intakes):
        assert panel is not None
        panel.findChildren(QLineEdit)[0].setText(MARKER)
    window.writer_menu.open_above(window.rail.writer)
    QToolTip.showText(QPoint(40, 40), MARKER, window)
    assert {"tooltip", "WriterMenu shown"} < set(holders()), "the search finds what is there"

    window.keeping.lock()

    assert not any(one.endswith("shown") for one in holders())
    qtbot.waitUntil(lambda: holders() == [])
    assert window.welcome.unlock.isVisible()


def test_what_is_half_typed_in_any_draft_is_there_after_the_lock(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    opened(qtbot, window, filled(tmp_path))
    window.show_page(TODAY)
    window.today.extras.note.field.setPlainText("half a sentence")
    window.keeping.lock()
    words = {"the draft": "half a sentence", "the passphrase": PASSPHRASE, "the mark": MARKER}
    assert in_clear(tmp_path, words) == []
    unlock(qtbot, window)
    assert window.today.extras.note.field.toPlainText() == "half a sentence"


def test_backups_left_in_clear_by_a_change_that_was_cut_short_are_encrypted_at_the_next_opening(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    path = make_journal(tmp_path)
    with Journal.open(path) as journal:
        kept = back_up(journal, Reason.DAILY).path
    clear = kept.read_bytes()
    set_passphrase(path, None, PASSPHRASE)
    kept.write_bytes(clear)
    assert files_with(MARKER, tmp_path)
    opened(qtbot, window, path)
    assert files_with(MARKER, tmp_path) == []
    assert [notes(one.path, PASSPHRASE) for one in backups(path)] == [[MARKER]] * 2


def test_a_backup_that_cannot_be_encrypted_is_said(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    path = make_journal(tmp_path)
    with Journal.open(path) as journal:
        kept = back_up(journal, Reason.DAILY).path
    clear = kept.read_bytes()
    set_passphrase(path, None, PASSPHRASE)
    kept.write_bytes(clear[: len(clear) // 2])
    opened(qtbot, window, path)
    assert "could not be written anew" in window.notices.passing.words


def test_nothing_that_a_journal_holds_is_kept_outside_one_that_is_encrypted(
    qtbot: QtBot, window: Window, places: Places, tmp_path: Path
) -> None:
    places.keep_state(replace(places.read_state(), first_form="own-dread", done_on=DAY))
    opened(qtbot, window, filled(tmp_path))
    window.close()
    state = places.read_state()
    assert (state.first_form, state.done_on) == ("", None)


def test_the_lock_waits_for_what_the_disk_refuses_until_the_person_says_so(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, window, filled(tmp_path))
    window.show_page(TODAY)
    assert window.journal is not None
    refusal = CannotSave(window.journal.path, Obstacle.FULL)
    monkeypatch.setattr(window.journal, "write", Mock(side_effect=refusal))
    window.today.extras.note.field.setPlainText("half a sentence")
    window.keeping.lock()
    assert window.journal is not None
    assert "would be lost" in window.notices.passing.words
    window.close()
    assert window.journal is not None
    window.keeping.lock()
    window.notices.chosen.emit("lock")
    assert window.welcome.unlock.isVisible()
