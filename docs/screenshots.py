"""Draws the pictures of docs/pictures from the sample patient: `make screenshots`.

The same source gives the same pictures: the day, the clock, the time zone, the fonts and the data
are fixed. `--all FOLDER` also draws every page at 1024×700 and at one and a half times the scale,
to be looked at.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from types import TracebackType

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))
if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Europe/London"
if hasattr(time, "tzset"):
    time.tzset()

from PySide6.QtCore import QElapsedTimer, QEvent, QLocale  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from journal import queries  # noqa: E402
from journal.days import Instant  # noqa: E402
from journal.instrument_files import load_instruments  # noqa: E402
from journal.sample import make_sample  # noqa: E402
from journal.store import Journal  # noqa: E402
from ui import app  # noqa: E402
from ui.appointment import AppointmentView  # noqa: E402
from ui.jobs import Jobs  # noqa: E402
from ui.keychain import SystemKeychain  # noqa: E402
from ui.pages.trajectories import TrajectoriesPage  # noqa: E402
from ui.pages.treatments import TreatmentsPage  # noqa: E402
from ui.places import Places, State  # noqa: E402
from ui.remembered import Remembered  # noqa: E402
from ui.surroundings import Surroundings  # noqa: E402
from ui.window import Start, Window  # noqa: E402

PICTURES = REPOSITORY / "docs" / "pictures"
TODAY = date(2026, 11, 20)
NOW = Instant.parse("2026-11-20T21:10:00+00:00")
SIZE = (1280, 800)
PATIENCE = 20_000
"""Milliseconds after which a page that is still busy is a fault."""

TRAJECTORIES = ("timeline", "around", "each", "durations", "hours", "side-effects", "calendar")
"""The views of the trajectories page; the pictures have their names."""

APPOINTMENT = {"appointment": 0, "appointment-around": 1}
"""Pictures of appointment mode, with the leaves they show."""

Scene = Callable[[Window], None]


def main() -> int:
    """Draw what is asked for."""
    asked = _parse()
    width, height = map(int, asked.size.split("x"))
    with tempfile.TemporaryDirectory(prefix="tidemark-pictures-") as home:
        draw(Path(home), asked.to, (width, height))
    if asked.all is not None:
        _again(asked.all / "1280x800", "1280x800")
        _again(asked.all / "1024x700", "1024x700")
        _again(asked.all / "scale-1.5", "1280x800", scale="1.5")
    return 0


def draw(home: Path, folder: Path, size: tuple[int, int]) -> None:
    """Draw every scene, light and dark, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    places = Places(home / "data", home / "state", home / "cache")
    places.make()
    places.point_matplotlib_here()
    application, appearance = app.build_application(["tidemark"])
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    application.setCursorFlashTime(0)
    sys.excepthook = _stop
    sample = home / "Sam.tidemark"
    make_sample(sample, today=TODAY)
    for is_dark in (False, True):
        jobs = Jobs()
        surroundings = Surroundings(jobs, lambda: NOW, load_instruments())
        theme = app.Theme.DARK if is_dark else app.Theme.LIGHT
        places.keep_state(State(theme=theme))
        remembered, keychain = Remembered(places, appearance), SystemKeychain()
        window = Window(surroundings, places, remembered, keychain)
        remembered.apply(window)
        loaded: list[bool] = []
        window.loading.charts_ready.connect(lambda loaded=loaded: loaded.append(True))
        window.start(Start(journal=sample))
        window.resize(*size)
        window.show()
        settle(jobs, partial(bool, loaded))
        for name, scene in scenes(sample):
            scene(window)
            settle(jobs)
            keep(window, folder, name, is_dark=is_dark)
        appointment = AppointmentView(surroundings, _journal_of(window))
        appointment.resize(*size)
        appointment.show()
        for name, leaf in APPOINTMENT.items():
            settle(jobs)
            appointment.turn(leaf - appointment.shown)
            settle(jobs)
            keep(appointment, folder, name, is_dark=is_dark)
        let_go(appointment, window)
        first = Window(surroundings, places, remembered, keychain)
        first.start(Start())
        first.resize(*size)
        first.show()
        settle(jobs)
        keep(first, folder, "welcome", is_dark=is_dark)
        let_go(first)


def _journal_of(window: Window) -> Journal:
    if window.journal is None:
        raise LookupError("no journal is open")
    return window.journal


def keep(window: QWidget, folder: Path, name: str, *, is_dark: bool) -> None:
    """Write what a window shows as a picture."""
    picture = folder / f"{name}{'-dark' if is_dark else ''}.png"
    if not window.grab().save(str(picture)):
        raise OSError(f"cannot write {picture}")
    sys.stdout.write(f"{picture}\n")


def let_go(*windows: QWidget) -> None:
    """Close windows and free them here: Python would free them whenever, on whatever thread."""
    for window in windows:
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def settle(jobs: Jobs, is_done: Callable[[], bool] = lambda: True) -> None:
    """Let the window load, lay out and paint until nothing is under way any more."""
    waited = QElapsedTimer()
    waited.start()
    quiet = 0
    while quiet < 5:
        QApplication.processEvents()
        quiet = 0 if jobs.busy or not is_done() else quiet + 1
        time.sleep(0.01)
        if waited.elapsed() > PATIENCE:
            raise TimeoutError("a page is still busy")


def scenes(sample: Path) -> Iterator[tuple[str, Scene]]:
    """Every picture by name, and how the window comes to show it."""
    with Journal.open(sample, to_read=True) as journal, journal.read() as session:
        treatments = queries.treatments(session)
    last = treatments[-1]
    yield "today", lambda window: window.navigation.show_day(TODAY)
    yield "treatment-day", lambda window: window.navigation.show_day(last.day)
    yield "treatments", partial(_page, name="treatments")
    yield "treatment", partial(_treatment, key=last.key)
    for view in TRAJECTORIES:
        yield view, partial(_trajectories, view=view)
    yield "diary", partial(_page, name="diary")
    yield "medicines", partial(_page, name="medicines")
    yield "visits", partial(_page, name="visits")
    yield "report", partial(_page, name="report")
    yield "bring-in", partial(_page, name="bring-in")
    yield "settings", partial(_page, name="settings")
    yield "help-now", partial(_page, name="help")


def _stop(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A fault in a window ends everything, instead of being drawn."""
    traceback.print_exception(kind, error, trace)
    os._exit(1)


def _page(window: Window, name: str) -> None:
    window.show_page(name)
    _let_go_of_focus(window)


def _treatment(window: Window, key: str) -> None:
    window.show_page("treatments")
    page = window.stack.page("treatments")
    if isinstance(page, TreatmentsPage):
        page.open_treatment(key)
    _let_go_of_focus(window)


def _trajectories(window: Window, view: str) -> None:
    window.show_page("trajectories")
    page = window.stack.page("trajectories")
    if isinstance(page, TrajectoriesPage):
        next(one for one in page.view.segments if one.value == view).click()
    _let_go_of_focus(window)


def _let_go_of_focus(window: Window) -> None:
    focused = window.focusWidget()
    if isinstance(focused, QWidget):
        focused.clearFocus()


def _again(folder: Path, size: str, scale: str = "1") -> None:
    """Draw at another size or scale, in a process of its own: the scale is read at its start."""
    subprocess.run(  # noqa: S603 - this file itself
        [sys.executable, __file__, "--to", str(folder), "--size", size],
        env={**os.environ, "QT_SCALE_FACTOR": scale},
        check=True,
    )


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Draw the pictures of the documentation.")
    parser.add_argument("--to", type=Path, default=PICTURES, metavar="FOLDER")
    parser.add_argument("--size", default=f"{SIZE[0]}x{SIZE[1]}", help="of the window, in pixels")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="other sizes too, into there")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
