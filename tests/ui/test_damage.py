"""A journal that cannot be read whole: what the window says, offers and does."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from journal.obstacles import CannotSave, DamagedJournal, Obstacle
from journal.on_disk.keys import Key
from journal.records import CheckIn, Note
from journal.safekeeping.backups import Reason, back_up
from journal.store import Journal
from tests.builders import DAY, check_in
from tests.ui.showing import press
from tests.ui.windows import SetClock, a_journal
from ui.pages.damaged_journal import DamagedJournalPage
from ui.places import Places
from ui.window import Start, Window

PAGE = 4096


def damaged(folder: Path, clock: SetClock, *, has_backup: bool = True) -> Path:
    """A journal with a note and a backup, and another note since; then its check-ins are gone."""
    with a_journal(folder, clock) as journal:
        with journal.write("Log") as session:
            session.add_all(check_in(id=f"c{number}", total=None) for number in range(3))
            session.add(Note(day=DAY, text="before"))
        if has_backup:
            back_up(journal, Reason.ASKED)
        with journal.write("Log") as session:
            session.add(Note(day=DAY, text="since"))
    spoil(journal.path)
    return journal.path


def spoil(path: Path) -> None:
    """The table of check-ins never reached the disk."""
    with Journal.open(path, to_read=True) as journal, journal.read() as session:
        root = session.connection().exec_driver_sql(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'check_ins'"
        )
        number = root.scalar_one()
    with path.open("r+b") as file:
        file.seek((number - 1) * PAGE)
        file.write(bytes(PAGE))


def offered(qtbot: QtBot, window: Window, path: Path) -> DamagedJournalPage:
    """Start with a journal, and wait for what is offered about it."""
    with qtbot.waitSignal(window.loading.charts_ready, timeout=20_000):
        window.start(Start(journal=path))
        window.show()
    return looked(qtbot, window)


def looked(qtbot: QtBot, window: Window) -> DamagedJournalPage:
    page = window.damage.page
    assert page is not None
    qtbot.waitUntil(lambda: page.other.isEnabled(), timeout=20_000)
    assert window.stack.currentWidget() is page
    return page


def content(window: Window) -> tuple[list[str], int]:
    assert window.journal is not None
    with window.journal.read() as session:
        notes = session.scalars(select(Note.text).order_by(Note.text)).all()
        return list(notes), len(session.scalars(select(CheckIn)).all())


def test_the_newest_backup_that_can_be_read_takes_the_place_of_a_damaged_journal(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    path = damaged(tmp_path, clock)
    before = path.read_bytes()
    page = offered(qtbot, window, path)
    assert "Nothing in the file was changed" in page.intro.text()
    assert page.back.text().startswith("Go back to the backup of")
    assert path.read_bytes() == before

    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        page.back.click()
    assert content(window) == (["before"], 3)
    (kept,) = tmp_path.glob("* backups/* damaged.tidemark")
    assert kept.read_bytes() == before
    assert str(kept) in window.notices.passing.words


def test_what_can_be_read_is_told_and_joined_with_the_backup(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    page = offered(qtbot, window, damaged(tmp_path, clock))
    page.read_out.click()
    qtbot.waitUntil(lambda: page.found.isVisibleTo(window), timeout=20_000)
    assert "2 notes" in page.found.lines.text()
    assert "not readable: 3 checks" in page.found.lines.text()
    assert "3 more from the backup" in page.found.lines.text()
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        page.found.use.click()
    assert content(window) == (["before", "since"], 3)


def test_without_a_backup_what_can_be_read_is_offered(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    page = offered(qtbot, window, damaged(tmp_path, clock, has_backup=False))
    assert page.state.text() == "No backup that can be read was found."
    assert not page.back.isVisibleTo(window)
    assert page.read_out.isVisibleTo(window)


def test_a_journal_of_which_neither_beginning_nor_backup_is_left_is_read_out_all_the_same(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    path = a_journal(tmp_path, clock).path
    path.write_bytes(bytes(PAGE) + path.read_bytes()[PAGE:])
    page = offered(qtbot, window, path)
    page.read_out.click()
    qtbot.waitUntil(page.found.isVisible, timeout=20_000)
    assert "Read: 2 people" in page.found.lines.text()


def test_where_nothing_is_left_of_a_journal_another_copy_or_a_new_one_is_offered(
    qtbot: QtBot, window: Window, places: Places, tmp_path: Path
) -> None:
    path = places.free_journal()
    path.touch()
    window._remembered.keep_journal(path, is_encrypted=False)
    page = offered(qtbot, window, path)
    page.read_out.click()
    qtbot.waitUntil(lambda: "nothing can be read" in page.state.text(), timeout=20_000)
    assert page.other.isVisible()
    page.new.click()
    assert window.welcome.form.isVisible()
    assert window.welcome.form.path != path


def test_a_journal_that_is_gone_is_offered_from_its_backups(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    path = damaged(tmp_path, clock)
    path.unlink()
    page = offered(qtbot, window, path)
    assert page.title.text() == "This journal is not there"
    assert not page.read_out.isVisibleTo(window)
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        page.back.click()
    assert content(window) == (["before"], 3)


def test_damage_found_while_a_journal_is_open_keeps_what_was_typed(
    qtbot: QtBot,
    window: Window,
    tmp_path: Path,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with a_journal(tmp_path, clock) as journal:
        back_up(journal, Reason.ASKED)
    with qtbot.waitSignals([window.loading.opened, window.loading.charts_ready], timeout=20_000):
        window.start(Start(journal=journal.path))
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
    assert window.journal is not None
    refused = CannotSave(journal.path, Obstacle.DAMAGED)
    monkeypatch.setattr(window.journal, "write", lambda _label: _raise(refused))
    press("2")
    assert "cannot be read any more" in window.notices.damage.words
    assert window.problems.takes(DamagedJournal(journal.path))
    assert not window.problems.takes(ZeroDivisionError())

    spoil(journal.path)
    window.notices.chosen.emit("damage")
    page = looked(qtbot, window)
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        page.back.click()
    assert window.journal is not None
    assert not window.today.has_unkept, "the journal that took its place has it"
    with window.journal.read() as session:
        assert session.connection().exec_driver_sql("SELECT content FROM drafts").scalar_one()
    monkeypatch.setattr(window.today, "standing", lambda: _raise(DamagedJournal(journal.path)))
    assert window.close(), "what cannot be read keeps no window from closing"
    assert window.journal is None


def _raise(error: Exception) -> None:
    raise error


def test_a_damaged_journal_under_a_passphrase_goes_back_with_what_was_to_open_it(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    key = Key(bytes(range(32)), bytes(range(16)))
    path = tmp_path / "mine.tidemark"
    with Journal.create(path, key) as journal:
        with journal.write("Log") as session:
            session.add(Note(day=DAY, text="before"))
        back_up(journal, Reason.ASKED)
    with path.open("r+b") as file:
        file.seek(6 * PAGE)
        file.write(bytes(PAGE))
    with qtbot.waitSignal(window.loading.failed, timeout=20_000):
        window.opening.open_with(path, key)
    page = looked(qtbot, window)
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        page.back.click()
    assert content(window) == (["before"], 0)
    assert window.journal is not None
    assert window.journal.is_encrypted
