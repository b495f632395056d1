"""Who is writing: the people of a journal, and the menu to choose among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

if TYPE_CHECKING:
    from journal.store import Journal

translate = QCoreApplication.translate

_DIGITS = 9
"""So many writers have a digit of their own."""


@dataclass(frozen=True)
class Writer:
    """Somebody who may write; `id` is None for the patient of a journal without people."""

    id: str | None
    name: str
    is_patient: bool

    @property
    def words(self) -> str:
        """The name, and "me" for a patient who gave none."""
        return self.name or translate("Window", "me")


def writers_of(journal: "Journal") -> tuple[Writer, ...]:
    """Everybody who may write, the patient first."""
    from journal.people import people
    from journal.records import Role

    with journal.read() as session:
        found = people(session)
    writers = tuple(Writer(one.id, one.name, one.role is Role.PATIENT) for one in found)
    if any(one.is_patient for one in writers):
        return writers
    return (Writer(None, "", is_patient=True), *writers)


_NOBODY = Writer(None, "", is_patient=True)
"""Who writes before a journal is open."""


def _same(writer: Writer, among: Sequence[Writer]) -> Writer:
    """The one of the same id, else of the same name, else the patient, who comes first."""
    for one in among:
        if one.id == writer.id:
            return one
    name = writer.name.strip().casefold()
    same = (one for one in among if not writer.is_patient and one.name.strip().casefold() == name)
    return next(same, among[0])


class WriterMenu(QMenu):
    """Chooses who writes in the open journal. `chosen` carries a `Writer`, also at the opening.

    It opens on who writes now: arrow keys and Enter choose, and so does a writer's digit.
    """

    chosen = Signal(object)
    people_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._journal: Journal | None = None
        self.writers: tuple[Writer, ...] = ()
        self.current = _NOBODY
        self._group = QActionGroup(self)  # one writes at a time
        self.triggered.connect(self._triggered)

    def open(self, journal: "Journal") -> None:
        """Offer the people of a journal; the patient writes until somebody else is chosen."""
        self._journal = journal
        self.choose(writers_of(journal)[0])

    def close_journal(self) -> None:
        """Name nobody any more."""
        self._journal = None
        self.writers, self.current = (), _NOBODY
        self.clear()

    def refresh(self) -> None:
        """Read the people again. Who is one with another now goes on writing as that one."""
        if self._journal is None:
            return
        self.writers = writers_of(self._journal)
        before, self.current = self.current, _same(self.current, self.writers)
        self._show()
        if before.id != self.current.id:
            self.choose(self.current)

    def choose(self, writer: Writer) -> None:
        """Everything from now on is entered by this person."""
        if self._journal is not None:
            self._journal.writer_id = writer.id
            self.current = writer
            self.refresh()
            self.chosen.emit(writer)

    def open_above(self, widget: QWidget) -> None:
        """Open over a button at the bottom of the window."""
        corner = widget.mapToGlobal(QPoint(0, 0))
        self.popup(QPoint(corner.x(), corner.y() - self.sizeHint().height()))
        for action in self.actions():
            if action.isChecked():
                self.setActiveAction(action)

    def _show(self) -> None:
        self.clear()
        for number, writer in enumerate(self.writers, 1):
            action = self.addAction(_entry_words(number, writer.words))
            action.setCheckable(True)
            self._group.addAction(action)
            action.setChecked(writer == self.current)
            action.setData(writer)
        self.addSeparator()
        self.addAction(translate("Window", "Add somebody who writes"))

    def _triggered(self, action: QAction) -> None:
        writer = action.data()
        if isinstance(writer, Writer):
            self.choose(writer)
        else:
            self.people_wanted.emit()


def _entry_words(number: int, name: str) -> str:
    """A name with its digit before it, as the key that chooses it; "&" marks that key.

    >>> _entry_words(2, "Ann & Bo")
    '&2  Ann && Bo'
    """
    shown = name.replace("&", "&&")
    return f"&{number}  {shown}" if number <= _DIGITS else shown
