"""The program itself, started by its own door and watched from outside.

Usage: our_window JOURNAL [chart]. Tells when the window was painted and when an entry could be
saved, which is when the journal is open on today's page. With "chart" it goes on to Trajectories
and tells how much memory the process holds with the timeline on show.
"""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

import main as door
from benchmarks.programs.watching import Watch
from ui import app

if TYPE_CHECKING:
    from ui.app import Appearance
    from ui.frame import Frame
    from ui.pages.trajectories import TrajectoriesPage
    from ui.window import Window


class Course(QObject):
    """Follows the window from its first paint to what is asked for."""

    def __init__(self, watch: Watch, *, to_chart: bool) -> None:
        super().__init__(watch)
        self._watch = watch
        self._to_chart = to_chart
        self._look = QTimer(self, interval=50)
        self._look.timeout.connect(self._look_for_chart)
        watch.painted.connect(self._painted)

    def _painted(self) -> None:
        named = {type(widget).__name__: widget for widget in QApplication.topLevelWidgets()}
        frame = cast("Frame", named["Frame"])
        frame.resize(1280, 800)
        frame.held.connect(self._follow)

    def _follow(self, window: "Window") -> None:
        self._window = window
        self._window.loading.opened.connect(self._ready)
        self._window.loading.charts_ready.connect(self._show_chart)

    def _ready(self) -> None:
        self._watch.note("ready")
        if not self._to_chart:
            self._watch.finish()

    def _show_chart(self) -> None:
        if self._to_chart:
            self._window.show_page("trajectories")
            self._look.start()

    def _look_for_chart(self) -> None:
        """A long journal is read on a thread first; the chart comes when it comes."""
        page = cast("TrajectoriesPage", self._window.stack.page("trajectories"))
        if page.card.chart.artists is not None:
            self._look.stop()
            self._watch.finish_with_memory()


def main(journal: str, to_chart: bool) -> int:
    """Open the door with a watch on whatever application it builds."""
    build = app.build_application

    def watched(arguments: Sequence[str]) -> "tuple[QApplication, Appearance]":
        application, appearance = build(arguments)
        Course(Watch(application), to_chart=to_chart)
        return application, appearance

    app.build_application = watched
    return door.main(["--journal", journal])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], "chart" in sys.argv[2:]))
