"""The pages of the window, one shown at a time, each made when it is first needed."""

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.drafts.waiting import Waiting
from ui.surroundings import Surroundings

if TYPE_CHECKING:
    from journal.store import Journal


class Page(Protocol):
    """What every page of a journal can do. `kinds` names the classes of records it shows."""

    kinds: frozenset[str]

    def open(self, journal: "Journal") -> None:
        """Show a journal."""

    def refresh(self) -> None:
        """Read what is shown again."""


class PageStack(QStackedWidget):
    """Makes pages, opens the journal on them, and refreshes those that show what has changed.

    A hidden page is only marked stale, and read again when it is shown. `made` carries a page's
    name, so that the window can wire it.
    """

    made = Signal(str)

    def __init__(
        self, surroundings: Surroundings, made_later: Mapping[str, tuple[str, str]]
    ) -> None:
        super().__init__()
        self._surroundings = surroundings
        self._made_later = made_later
        self._pages: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._journal: Journal | None = None
        self._stays_open: frozenset[str] | None = None

    def add(self, name: str, page: QWidget) -> None:
        """Add a page that is there from the start."""
        self._pages[name] = page
        page.setEnabled(self._stays_open is None or name in self._stays_open)
        self.addWidget(page)

    @property
    def shown(self) -> str:
        """The name of the page that is shown."""
        return next(name for name, page in self._pages.items() if page is self.currentWidget())

    def show_page(self, name: str, record_id: str = "") -> None:
        """Show a page, made now if it never was; with an id, the record of it to be changed."""
        page = self.page(name)
        if name in self._stale:
            self._stale.discard(name)
            cast("Page", page).refresh()
        self.setCurrentWidget(page)
        show_record = getattr(page, "show_record", None)
        if record_id and show_record is not None:
            show_record(record_id)

    def page(self, name: str) -> QWidget:
        """A page, made now if it never was."""
        if name not in self._pages:
            module, kind = self._made_later[name]
            make = getattr(importlib.import_module(module), kind)
            self.add(name, make(self._surroundings))
            self.made.emit(name)
            if self._journal is not None:
                cast("Page", self._pages[name]).open(self._journal)
        return self._pages[name]

    def open(self, journal: "Journal") -> None:
        """Show another journal: pages made for the one before are made anew when needed."""
        self.close_journal()
        self._journal = journal

    def close_journal(self) -> None:
        """Let go of the journal, and of every page that was made for it."""
        self._journal = None
        self._stale.clear()
        for name in [one for one in self._pages if one in self._made_later]:
            page = self._pages.pop(name)
            self.removeWidget(page)
            page.hide()
            for part in page.findChildren(Waiting):
                part.forget_unkept()  # or it would be tried again in a journal that is closed
            page.deleteLater()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Refresh the page that is shown, and mark the others, where their kinds changed."""
        for name, page in self._pages.items():
            if not kinds & cast("Page", page).kinds:
                continue
            if page is self.currentWidget():
                cast("Page", page).refresh()
            else:
                self._stale.add(name)

    @property
    def is_held(self) -> bool:
        """Whether the pages wait for a longer piece of work."""
        return self._stays_open is not None

    def hold(self, is_held: bool, stays_open: frozenset[str]) -> None:
        """Take nothing on any page but some, until it is let go again."""
        self._stays_open = stays_open if is_held else None
        for name, page in self._pages.items():
            page.setEnabled(not is_held or name in stays_open)

    @property
    def has_unkept(self) -> bool:
        """Whether something stands on a page that the journal refused."""
        return any(one.has_unkept for one in self._waiting())

    def forget_unkept(self) -> None:
        """Drop what the journal refused, because the person said so."""
        for one in self._waiting():
            one.forget_unkept()

    def _waiting(self) -> "list[Waiting]":
        """The parts of pages that may hold something, and pages that hold it themselves."""
        pages = self._pages.values()
        parts = [part for page in pages for part in page.findChildren(Waiting)]
        whole = [cast("Waiting", page) for page in pages if hasattr(page, "forget_unkept")]
        return [*parts, *whole]

    def flush(self) -> None:
        """Have every page keep what was typed a moment ago."""
        for page in self._pages.values():
            flush = getattr(page, "flush", None)
            if flush is not None:
                flush()
