"""What leaves an encrypted journal: said before it goes into a file, kept out of histories."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication, QImage
from PySide6.QtWidgets import QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from journal.store import Journal
from tests.builders import fixed_clock
from tests.ui.showing import press, show
from tests.ui.windows import INSTRUMENTS, SetClock
from ui import clipboard
from ui.jobs import Jobs
from ui.pages.settings.export_card import ExportCard
from ui.surroundings import Surroundings
from ui.widgets.in_clear import InClear


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    show(qtbot, widget)
    return widget


def asking(over: QWidget, *, is_encrypted: bool) -> InClear:
    found = InClear("Whoever gets the file can read it.", "Save anyway", over)
    found.open(is_encrypted=is_encrypted)
    return found


def agree(found: InClear) -> None:
    dialog = found.dialog
    assert dialog is not None
    next(one for one in dialog.buttons() if one.text() == "Save anyway").click()


def test_a_journal_without_a_passphrase_asks_nothing(over: QWidget) -> None:
    work = Mock()
    asking(over, is_encrypted=False).before(work)
    work.assert_called_once()


def test_the_first_file_out_of_an_encrypted_journal_is_asked_about_and_the_next_is_not(
    over: QWidget,
) -> None:
    work = Mock()
    found = asking(over, is_encrypted=True)
    found.before(work)
    work.assert_not_called()
    assert found.dialog is not None
    assert "encrypted" in found.dialog.text()
    agree(found)
    work.assert_called_once()
    found.before(work)
    assert work.call_count == 2
    found.open(is_encrypted=True)
    found.before(work)
    assert work.call_count == 2, "another opening asks again"
    found.dialog.reject()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_leaving_the_question_writes_nothing_and_it_is_asked_again(
    qtbot: QtBot, over: QWidget, key: Qt.Key
) -> None:
    work = Mock()
    found = asking(over, is_encrypted=True)
    found.before(work)
    dialog = found.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is dialog.windowHandle())
    press(key)
    qtbot.waitUntil(lambda: found.dialog is None)
    work.assert_not_called()
    found.before(work)
    assert found.dialog is not None
    found.dialog.reject()


def test_an_export_of_an_encrypted_journal_is_asked_about_before_the_folder(
    qtbot: QtBot, tmp_path: Path
) -> None:
    card = ExportCard(Surroundings(Jobs(), SetClock(), INSTRUMENTS))
    show(qtbot, card)
    with Journal.create(tmp_path / "mine.tidemark", "three words", clock=fixed_clock()) as journal:
        card.open(journal)
        card.button.click()
        (dialog,) = card.findChildren(QMessageBox)
        assert "without the passphrase" in dialog.informativeText()
        dialog.reject()


@pytest.mark.parametrize("is_own", [True, False])
def test_what_a_field_copies_by_itself_is_marked_and_what_others_copy_is_let_be(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, is_own: bool
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: is_own)
    clipboard.mark_every_copy()
    field = QLineEdit("told nobody")
    qtbot.addWidget(field)
    field.selectAll()
    field.copy()
    QGuiApplication.clipboard().dataChanged.disconnect()
    held = QGuiApplication.clipboard().mimeData()
    assert held.text() == "told nobody"
    assert held.hasFormat("x-kde-passwordManagerHint") is is_own


def test_what_is_copied_asks_to_be_kept_in_no_history(qtbot: QtBot) -> None:
    clipboard.copy_text("felt watched")
    held = QGuiApplication.clipboard().mimeData()
    assert held.text() == "felt watched"
    assert bytes(held.data("x-kde-passwordManagerHint").data()) == b"secret"
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    clipboard.copy_image(image)
    held = QGuiApplication.clipboard().mimeData()
    assert held.hasImage()
    assert bytes(held.data("x-kde-passwordManagerHint").data()) == b"secret"
