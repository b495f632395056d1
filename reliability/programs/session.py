"""A session of the program by its own door: every page, an import, a chart, a report, an export.

Usage: session JOURNAL SPREADSHEET FOLDER. What is saved goes into FOLDER. Prints what was done, a
word a line, and leaves. A step that does not come to its end ends the session with status 1.
"""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from reliability.programs.stepping import Step, run_steps
from ui.page_names import MADE_LATER, TODAY

if TYPE_CHECKING:
    from ui.window import Window

_QUIET = 3
"""Looks at a window without work after which a step is over."""


def steps_of(window: "Window", sheet: Path, folder: Path) -> Iterator[Step]:
    """Every page, and whatever reads or writes a file."""
    for name in (TODAY, *MADE_LATER):
        yield name, partial(window.show_page, name)
    yield "trajectories", partial(window.show_page, "trajectories")
    trajectories: Any = window.stack.page("trajectories")
    for segment in trajectories.view.segments:
        yield f"chart {segment.value}", segment.click
    chart = trajectories.card.chart
    for suffix in ("png", "svg", "pdf"):
        yield f"saved {suffix}", partial(chart.save, folder / f"chart.{suffix}")
    yield "report", partial(window.show_page, "report")
    report: Any = window.stack.page("report")
    yield "saved report", lambda: report.save_to(folder / "report.pdf")
    yield "bring-in", partial(window.show_page, "bring-in")
    bring: Any = window.stack.page("bring-in")
    yield "examined", lambda: bring.begin(sheet)
    yield "kept mapping", lambda: bring.keep_mapping(folder / "map.toml")
    yield "planned", lambda: bring.go_on.click()
    yield "brought in", lambda: bring.go_on.click()
    settings: Any = window.stack.page("settings")
    yield "exported", lambda: settings.export.export_into(str(folder))
    yield "log", lambda: settings.log.button.click()
    yield "appointment", lambda: window.presenting.begin(window.journal)  # type: ignore[arg-type]
    yield "end of appointment", window.presenting.end


def main(journal: str, sheet: str, folder: str) -> int:
    """Open the journal and lead the window through all of it."""
    steps = partial(steps_of, sheet=Path(sheet), folder=Path(folder))
    last = ("left", QApplication.closeAllWindows)
    return run_steps(["--journal", journal], steps, last, quiet=_QUIET)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
