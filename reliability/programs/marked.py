"""A session that types a mark wherever a person can type, and waits to be killed.

Usage: marked JOURNAL MARK OLD NEW. Where there is no journal, one is made in the first start's own
form, with the passphrase OLD; else it is unlocked with OLD and given NEW. Prints a word a step, and
at last "ready". A step that does not come to its end ends the session with status 1.
"""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from reliability.programs.stepping import Step, run_steps
from ui.page_names import DIARY, MADE_LATER, MEDICINES, REPORT, TODAY, VISITS
from ui.pages.today.extras import Extra

if TYPE_CHECKING:
    from ui.window import Window

_QUIET = 12
"""Looks at a window without work after which a step is over; drafts are kept by then."""


def typed(field: QWidget, text: str) -> None:
    """Type into a field, key by key."""
    QTest.keyClicks(field, text)


def start(window: "Window", journal: Path, mark: str, passphrase: str) -> Iterator[Step]:
    """Make the journal, encrypted from its first byte, with the mark for a name."""
    form = window.welcome.form

    def fill() -> None:
        window.welcome.start_button.click()
        form.set_path(str(journal))
        typed(form.name, f"{mark} name")
        form.sealed.click()
        for field in (form.asking.new, form.asking.again):
            typed(field, passphrase)
        form.asking.understood.click()
        form.asking.entered.emit()

    yield "start", fill


def unlock(window: "Window", passphrase: str) -> Iterator[Step]:
    """Type what opens the journal."""

    def enter() -> None:
        typed(window.welcome.unlock.field, passphrase)
        window.welcome.unlock.button.click()

    yield "unlock", enter


def write(window: "Window", mark: str) -> Iterator[Step]:
    """Save an entry of each kind that has words, and leave another of each half typed."""
    for what in ("saved", "half typed"):
        for extra in (Extra.NOTE, Extra.QUESTION):
            yield f"{extra} {what}", partial(_extra, window, extra, mark, what)
        yield f"medicine {what}", partial(_medicine, window, mark, what)
        yield f"visit {what}", partial(_visit, window, mark, what)


def _extra(window: "Window", extra: Extra, mark: str, what: str) -> None:
    window.show_page(TODAY)
    extras = window.today.extras
    form = extras.note if extra is Extra.NOTE else extras.question
    if not form.isVisible():
        extras.buttons[extra].click()
    typed(form.field, f"{mark} {extra} {what}")
    if what == "saved":
        form.save_button.click()


def _medicine(window: "Window", mark: str, what: str) -> None:
    window.show_page(MEDICINES)
    page: Any = window.stack.page(MEDICINES)
    page.begin_new()
    typed(page.form.name, f"{mark} medicine {what}")
    if what == "saved":
        page.form.submit()


def _visit(window: "Window", mark: str, what: str) -> None:
    window.show_page(VISITS)
    page: Any = window.stack.page(VISITS)
    if not page.visits.form.isVisible():
        page.visits.begin()
    typed(page.visits.form.note, f"{mark} visit {what}")
    if what == "saved":
        page.visits.form.save.click()


def look(window: "Window", mark: str) -> Iterator[Step]:
    """Every page, every chart, the report's pages, the appointment, and a search for the mark."""
    for name in (TODAY, *MADE_LATER):
        yield name, partial(window.show_page, name)
    yield "searched", lambda: _search(window, mark)
    trajectories: Any = window.stack.page("trajectories")
    yield "trajectories", lambda: window.show_page("trajectories")
    for segment in trajectories.view.segments:
        yield f"chart {segment.value}", segment.click
    yield "previewed", lambda: window.show_page(REPORT)
    yield "appointment", lambda: window.presenting.begin(cast("Any", window.journal))
    yield "end of appointment", window.presenting.end
    yield "backed up", window.keeping.back_up_now


def _search(window: "Window", mark: str) -> None:
    window.show_page(DIARY)
    page: Any = window.stack.page(DIARY)
    typed(page.filters.search, mark)


def main(journal: str, mark: str, old: str, new: str) -> int:
    """Open the door with a session on whatever application it builds."""
    path = Path(journal)
    is_first = not path.exists()

    def steps(window: "Window") -> Iterator[Step]:
        yield from start(window, path, mark, old) if is_first else unlock(window, old)
        if not is_first:
            yield "passphrase changed", lambda: window.keeping.set_passphrase(old, new)
        yield from write(window, mark)
        yield from look(window, mark)
        yield "locked", window.keeping.lock
        yield from unlock(window, old if is_first else new)
        yield "half typed at the end", lambda: _extra(window, Extra.NOTE, mark, "at the end")

    return run_steps(
        [] if is_first else ["--journal", journal], steps, ("ready", _rest), quiet=_QUIET
    )


def _rest() -> None:
    """Wait to be killed."""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
