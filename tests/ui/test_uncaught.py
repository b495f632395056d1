"""Errors of the program itself: told, logged, and free of journal content."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from journal.defects import places_of
from ui.uncaught import UncaughtErrors
from ui.widgets.log_dialog import LogDialog

WRITTEN = "felt watched at the bakery"


def fail_with_secret() -> None:
    try:
        raise ValueError(WRITTEN)
    except ValueError as error:
        raise RuntimeError(f"could not keep: {WRITTEN}") from error


def caught() -> RuntimeError:
    try:
        fail_with_secret()
    except RuntimeError as error:
        return error
    raise AssertionError


@pytest.fixture
def errors(qtbot: QtBot) -> Iterator[UncaughtErrors]:
    errors = UncaughtErrors()
    errors.install()
    yield errors
    errors.remove()
    if errors.dialog is not None:
        errors.dialog.close()


def test_places_name_types_and_lines_but_no_messages() -> None:
    text = places_of(caught())
    assert WRITTEN not in text
    assert "builtins.RuntimeError" in text
    assert "builtins.ValueError" in text
    assert "tests/ui/test_uncaught.py:" in text.replace("\\", "/")
    assert "in fail_with_secret" in text
    assert "raise" not in text


def test_an_error_that_is_its_own_cause_comes_to_an_end() -> None:
    error = ValueError()
    error.__cause__ = error
    assert places_of(error) == "builtins.ValueError"


def test_an_uncaught_error_is_logged_and_told_once(
    qtbot: QtBot, errors: UncaughtErrors, caplog: pytest.LogCaptureFixture
) -> None:
    error = caught()
    with caplog.at_level(logging.ERROR):
        sys.excepthook(RuntimeError, error, error.__traceback__)
        sys.excepthook(RuntimeError, error, error.__traceback__)
    qtbot.waitUntil(lambda: errors.dialog is not None)
    dialog = errors.dialog
    assert isinstance(dialog, QMessageBox)
    assert len(caplog.records) == 2
    said = dialog.text() + dialog.informativeText() + dialog.detailedText() + caplog.text
    assert WRITTEN not in said
    assert "RuntimeError" in dialog.detailedText()
    assert dialog.isVisible()
    dialog.close()
    assert errors.dialog is None


def test_an_error_on_a_thread_is_told_too(qtbot: QtBot, errors: UncaughtErrors) -> None:
    thread = threading.Thread(target=fail_with_secret)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: errors.dialog is not None)
    assert errors.dialog is not None
    assert "fail_with_secret" in errors.dialog.detailedText()


def test_a_keyboard_interrupt_is_no_fault_of_the_program(
    qtbot: QtBot, errors: UncaughtErrors, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed_on: list[object] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda *parts: passed_on.append(parts[0]))
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert passed_on == [KeyboardInterrupt]
    assert errors.dialog is None


def test_removing_puts_the_hooks_back(qtbot: QtBot) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    errors = UncaughtErrors()
    errors.install()
    assert sys.excepthook != before[0]
    errors.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_an_error_where_python_cannot_raise_is_logged_without_its_message(
    errors: UncaughtErrors, caplog: pytest.LogCaptureFixture
) -> None:
    class Leaving:
        def __del__(self) -> None:
            fail_with_secret()

    del (left := [Leaving()])[:]
    assert not left
    assert len(caplog.records) == 1
    assert WRITTEN not in caplog.text
    assert errors.dialog is None


def test_the_log_is_shown_before_anybody_sends_it(qtbot: QtBot, errors: UncaughtErrors) -> None:
    errors.show_log_of(lambda: "2026-01-10 what went wrong")
    errors.report(caught())
    qtbot.waitUntil(lambda: errors.dialog is not None)
    assert errors.dialog is not None
    (button,) = [one for one in errors.dialog.buttons() if one.text() == "Show the log"]

    button.click()

    shown = errors.log_dialog
    assert isinstance(shown, LogDialog)
    assert shown.isVisible()
    assert shown.text.toPlainText() == "2026-01-10 what went wrong"
    assert shown.text.isReadOnly()
    shown.close()
