"""What is loaded before the first paint, and what comes behind it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.builders import new_journal

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
import sys
import main
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from ui import app

HEAVY = ("sqlalchemy", "sqlcipher3", "alembic", "matplotlib", "numpy")
told = {}


def loaded():
    return [name for name in (*HEAVY, "ui.window", "ui.pages.today") if name in sys.modules]


class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            told.setdefault("window painted", loaded())
            if type(watched).__name__ == "Questionnaire":
                told.setdefault("form painted", loaded())
        return False


build = app.build_application


def watched(arguments):
    global watch
    application, appearance = build(arguments)
    watch = Watch()
    application.installEventFilter(watch)
    QTimer.singleShot(0, follow)
    return application, appearance


def follow():
    (frame,) = [one for one in QApplication.topLevelWidgets() if type(one).__name__ == "Frame"]
    frame.held.connect(lambda window: window.loading.opened.connect(frame.close))


app.build_application = watched
status = main.main(["--journal", sys.argv[1]])
print(status, told, "sqlalchemy" in sys.modules)
"""


def test_the_window_is_painted_first_then_the_form_and_only_then_the_heavy_packages_load(
    tmp_path: Path,
) -> None:
    journal = new_journal(tmp_path)
    journal.close()
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    found = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(journal.path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    told = {"window painted": [], "form painted": ["ui.window", "ui.pages.today"]}
    assert found.stdout.strip() == f"0 {told} True", found.stderr
