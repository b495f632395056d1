"""A session of the program by its own door: every page, an import, a chart, a report, an export.

Usage: session JOURNAL SPREADSHEET FOLDER. What is saved goes into FOLDER. Prints what was done, a
word a line, and leaves. A step that does not come to its end ends the session with status 1.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QApplication

import main as door
from ui import app
from ui.page_names import MADE_LATER, TODAY

if TYPE_CHECKING:
    from ui.app import Appearance
    from ui.frame import Frame
    from ui.window import Window

PATIENCE = 240_000
"""Milliseconds for one step, also on a slow computer that is being traced."""

_QUIET = 3
"""Looks at a window without work after which a step is over."""


class Session(QObject):
    """Goes from step to step whenever the window has nothing left to do."""

    def __init__(self, application: QApplication, sheet: Path, folder: Path) -> None:
        super().__init__(application)
        self._sheet, self._folder = sheet, folder
        self._steps: Iterator[tuple[str, Callable[[], object]]] = iter(())
        self._window: Window | None = None
        self._quiet = 0
        self._since = QElapsedTimer()
        self._since.start()
        self._look = QTimer(self, interval=50)
        self._look.timeout.connect(self._go_on)
        self._look.start()

    def _go_on(self) -> None:
        if self._since.elapsed() > PATIENCE:
            QCoreApplication.exit(1)
        elif self._window is None:
            self._find_window()
        elif self._window.jobs.busy or self._window.journal is None:
            self._quiet = 0
        elif self._quiet < _QUIET:
            self._quiet += 1
        else:
            self._quiet = 0
            self._since.restart()
            self._take_step()

    def _find_window(self) -> None:
        frames = [one for one in QApplication.topLevelWidgets() if type(one).__name__ == "Frame"]
        held = cast("Frame", frames[0]).content if frames else None
        if held is not None:
            self._window = cast("Window", held)
            self._steps = self._all_steps(self._window)

    def _take_step(self) -> None:
        name, step = next(self._steps, ("left", QApplication.closeAllWindows))
        step()
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        if name == "left":
            self._look.stop()

    def _all_steps(self, window: "Window") -> Iterator[tuple[str, Callable[[], object]]]:
        for name in (TODAY, *MADE_LATER):
            yield name, partial(window.show_page, name)
        yield "trajectories", partial(window.show_page, "trajectories")
        trajectories: Any = window.stack.page("trajectories")
        for segment in trajectories.view.segments:
            yield f"chart {segment.value}", segment.click
        chart = trajectories.card.chart
        for suffix in ("png", "svg", "pdf"):
            yield f"saved {suffix}", partial(chart.save, self._folder / f"chart.{suffix}")
        yield "report", partial(window.show_page, "report")
        report: Any = window.stack.page("report")
        yield "saved report", lambda: report.save_to(self._folder / "report.pdf")
        yield "bring-in", partial(window.show_page, "bring-in")
        bring: Any = window.stack.page("bring-in")
        yield "examined", lambda: bring.begin(self._sheet)
        yield "kept mapping", lambda: bring.keep_mapping(self._folder / "map.toml")
        yield "planned", lambda: bring.go_on.click()
        yield "brought in", lambda: bring.go_on.click()
        settings: Any = window.stack.page("settings")
        yield "exported", lambda: settings.export.export_into(str(self._folder))
        yield "log", lambda: settings.log.button.click()
        yield "appointment", lambda: window.presenting.begin(window.journal)  # type: ignore[arg-type]
        yield "end of appointment", window.presenting.end


def main(journal: str, sheet: str, folder: str) -> int:
    """Open the door with a session on whatever application it builds."""
    build = app.build_application

    def watched(arguments: Sequence[str]) -> "tuple[QApplication, Appearance]":
        application, appearance = build(arguments)
        Session(application, Path(sheet), Path(folder))
        return application, appearance

    app.build_application = watched
    return door.main(["--journal", journal])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
