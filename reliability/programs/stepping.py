"""The program by its own door, led from step to step: what sessions have in common.

A step is a name and what is done. The next is taken whenever the window has nothing left to do;
each name is printed as its step is taken. A step that does not end ends the program with 1.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QApplication

import main as door
from ui import app

if TYPE_CHECKING:
    from ui.app import Appearance
    from ui.frame import Frame
    from ui.window import Window

PATIENCE = 240_000
"""Milliseconds for one step, also on a slow computer that is being traced."""

Step = tuple[str, Callable[[], object]]
Steps = Callable[["Window"], Iterator[Step]]


class _Stepping(QObject):
    """Takes the steps, then the last one. `quiet` are looks without work that end a step."""

    def __init__(self, application: QApplication, steps: Steps, last: Step, quiet: int) -> None:
        super().__init__(application)
        self._all_steps = steps
        self._last = last
        self._enough = quiet
        self._steps: Iterator[Step] = iter(())
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
        elif self._window.jobs.busy or self._window.opening.is_under_way:
            self._quiet = 0
        elif self._quiet < self._enough:
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
        step = next(self._steps, self._last)
        if step is self._last:
            self._look.stop()
        name, work = step
        work()
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()


def run_steps(arguments: Sequence[str], steps: Steps, last: Step, *, quiet: int) -> int:
    """Open the door with the steps waiting on whatever application it builds."""
    build = app.build_application

    def led(arguments: Sequence[str]) -> "tuple[QApplication, Appearance]":
        application, appearance = build(arguments)
        _Stepping(application, steps, last, quiet)
        return application, appearance

    app.build_application = led
    return door.main(list(arguments))
