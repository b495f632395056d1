"""The entry that stands in a form: kept as a draft while it is typed, and never saved unseen over
a change that was made meanwhile."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, cast

from PySide6.QtCore import QObject, Signal

from journal.store import Journal
from ui.drafts.entry_content import content_of, entry_of
from ui.drafts.half_written import HalfWritten
from ui.widgets.meanwhile import Meanwhile, News

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

_OPENED = "opened"
"""Under this name a draft keeps the record as it was when the form was opened on it."""

Show = Callable[[Any], object]


class EntryForm(Protocol):
    """A form for one entry, a frozen dataclass. Its buttons stand last in its layout."""

    def value(self) -> Any:
        """What stands in it."""

    def submit(self) -> None:
        """Send the entry to be kept, or say what stands in the way."""


class OpenForm(QObject):
    """One form with its draft, and the record that it was opened on.

    The page tells when the form is opened (`begin`), typed into (`touch`), saved or left
    (`forget`), and each time it has read its records again (`see`). `beside` gives what the form
    holds beside its entry. `gone` asks to close a form whose record is left in the trash; `failed`
    carries an error of keeping the draft.
    """

    failed = Signal(object)
    gone = Signal()

    def __init__(
        self,
        draft: str,
        kind: type[Any],
        form: EntryForm,
        parent: QObject,
        beside: Callable[[], Mapping[str, Any]] | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self.form = form
        self._beside = beside
        self._show: Show = _show_nothing
        self._show_typed: Show = _show_nothing
        self._opened: Any = None
        self._newest: Any = None
        self._mine: Any = None
        self._first: object = None
        self._is_open = self._is_showing = False
        self._draft = HalfWritten(draft, self._content, self)
        self._draft.failed.connect(self.failed)
        self.meanwhile = Meanwhile()
        self.meanwhile.mine_wanted.connect(self._keep_mine)
        self.meanwhile.newer_wanted.connect(self._show_newer)
        self.meanwhile.back_wanted.connect(self._show_mine)
        layout = cast("QVBoxLayout", cast("QWidget", form).layout())
        layout.insertWidget(layout.count() - 1, self.meanwhile)

    # ---- the draft ----

    def open(self, journal: Journal) -> Mapping[str, Any]:
        """What was left half-written in a journal; empty when nothing was."""
        self._close()
        return self._readable(self._draft.open(journal))

    def go_to(self, name: str, day: date | None) -> Mapping[str, Any]:
        """What was left for another day or record; what stands in the form is kept before."""
        left = self._draft.go_to(name, day)
        self._close()
        return self._readable(left)

    def has_left(self, name: str, day: date | None) -> bool:
        """Whether something was left half-written there."""
        return self._draft.has_left(name, day)

    def flush(self) -> None:
        """Keep what was typed a moment ago, now."""
        self._draft.flush()

    def touch(self) -> None:
        """Something was typed."""
        if self._is_open and not self._is_showing:
            if not self.meanwhile.is_asking:
                self.meanwhile.hide()
            self._draft.touch()

    def forget(self) -> None:
        """The form was saved or left."""
        self._close()
        self._draft.forget()

    @property
    def is_begun(self) -> bool:
        """Whether the person has changed something, so that there is something to lose."""
        return self._is_open and self._state() != self._first

    # ---- the record ----

    def begin(self, entry: object, show: Show, show_typed: Show | None = None) -> None:
        """Show an entry that is kept, or what a new one begins with, through `show`.

        `show_typed` shows what was made of it before, where that is not the same.
        """
        self._is_open = True
        self._show, self._show_typed = show, show_typed or show
        self._opened = self._newest = entry
        self.meanwhile.hide()
        self._put(entry, show)
        self.settle()

    def settle(self) -> None:
        """What stands in the form now counts as filled in by the program."""
        self._first = self._state()

    def go_on(
        self,
        left: Mapping[str, Any],
        kept: object,
        show: Show,
        show_typed: Show | None = None,
    ) -> None:
        """Show what was left; `kept` is its record as it is now, or what a new one begins with."""
        opened = left.get(_OPENED)
        before = kept if opened is None else entry_of(self._kind, opened)
        self.begin(before, show, show_typed)
        self._put(entry_of(self._kind, left), self._show_typed)
        self.see({_key_of(kept): kept})

    def see(self, kept: Mapping[str, object]) -> None:
        """Look at the record as it is now, among those out of the trash.

        A form in which nothing was changed shows the newer record, and `gone` is sent where there
        is none any more.
        """
        if not self._is_open or not _key_of(self._opened):
            return
        now = kept.get(_key_of(self._opened))
        if now == self._opened:
            if self.meanwhile.is_asking:
                self.meanwhile.hide()
        elif now is not None and (not self.is_begun or self.form.value() == now):
            self.begin(now, self._show, self._show_typed)
        elif not self.is_begun:
            self._close()
            self.gone.emit()
        else:
            self._newest = now
            self.meanwhile.tell(News.GONE if now is None else News.CHANGED)

    def may_save(self, entry: object) -> bool:
        """Whether an entry can be saved, now that the record was seen, with nothing newer lost.

        Otherwise the keyboard goes to the choice between the two.
        """
        if self.meanwhile.is_asking:
            self.meanwhile.take_focus()
        return self._is_open and not self.meanwhile.is_asking and self.form.value() == entry

    def _readable(self, left: Mapping[str, Any]) -> Mapping[str, Any]:
        """A draft that cannot be read counts as none."""
        try:
            for content in (left, left.get(_OPENED) or left):
                if content:
                    entry_of(self._kind, content)
        except (KeyError, StopIteration, TypeError, ValueError):
            return {}
        return left

    def _keep_mine(self) -> None:
        self._opened = self._newest
        self.meanwhile.hide()
        self.form.submit()

    def _show_newer(self) -> None:
        if self._newest is None:
            self.gone.emit()
            return
        self._mine = self.form.value()
        self.begin(self._newest, self._show, self._show_typed)
        self.meanwhile.tell(News.SHOWN)
        self.meanwhile.take_focus()

    def _show_mine(self) -> None:
        self.meanwhile.hide()
        self._put(self._mine, self._show_typed)

    def _put(self, entry: object, show: Show) -> None:
        self._is_showing = True
        show(entry)
        self._is_showing = False

    def _state(self) -> object:
        return self.form.value(), {} if self._beside is None else dict(self._beside())

    def _content(self) -> dict[str, Any]:
        """What a draft keeps; nothing where the person has changed nothing."""
        if not self.is_begun:
            return {}
        beside = {} if self._beside is None else self._beside()
        opened = content_of(self._opened) if _key_of(self._opened) else None
        return {**content_of(self.form.value()), **beside, _OPENED: opened}

    def _close(self) -> None:
        self._is_open = False
        self._opened = self._newest = self._mine = None
        self.meanwhile.hide()


def _key_of(entry: Any) -> str:
    """What a record is known by, a scale of one's own by its code; empty for what is none yet."""
    return getattr(entry, "id", None) or getattr(entry, "code", None) or ""


def _show_nothing(_entry: object) -> None:
    return
