"""A form that is half filled in survives the end of the program, whatever kind of end."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from journal.check_ins import draft
from journal.days import day_of, now
from journal.store import Journal

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from journal import days
from journal.instrument_files import load_instruments
from ui import app
from ui.jobs import Jobs
from ui.keychain import SystemKeychain
from ui.places import Places
from ui.remembered import Remembered
from ui.surroundings import Surroundings
from ui.window import Start, Window
import pathlib

application, appearance = app.build_application(["tidemark"])
places = Places.of_this_user()
places.make()
remembered = Remembered(places, appearance)
window = Window(
    Surroundings(Jobs(), days.now, load_instruments()), places, remembered, SystemKeychain()
)
window.start(Start(journal=pathlib.Path(sys.argv[1])))
window.show()
form = window.today.checks.form("daily-anxiety")


def answer():
    for code, key in zip("123", sys.argv[2]):
        line = form.go_to(code)
        QTest.keyClick(application.focusWidget(), key)
    shown = {code: found.value for code, found in form.answers().items()}
    print(sorted(shown.items()), flush=True)


window.loading.opened.connect(lambda: QTimer.singleShot(0, answer))
application.exec()
"""


@pytest.mark.skipif(os.name != "posix", reason="a signal of POSIX")
def test_answers_survive_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "mine.tidemark"
    Journal.create(path).close()

    assert "('1', 2.0), ('2', 1.0), ('3', 3.0)" in typed_and_killed(path, "213", tmp_path)

    with Journal.open(path) as journal, journal.read() as session:
        assert draft(session, "daily-anxiety", day_of(now())) == {"1": 2, "2": 1, "3": 3}
    again = typed_and_killed(path, "", tmp_path)
    assert "('1', 2.0), ('2', 1.0), ('3', 3.0)" in again


def typed_and_killed(path: Path, keys: str, folder: Path) -> str:
    """Type into the form of a window in a process of its own, then kill it without warning."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(path), keys],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        shown = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    return shown
