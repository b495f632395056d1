"""The window keeps the journal in step with a shared folder, and its card tells how that stands."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from journal.history.trash import discard
from journal.obstacles import CannotSave, Obstacle
from journal.records import Note
from journal.safekeeping import shared_folder as in_shared_folder
from journal.safekeeping.this_computer import ThisComputer
from journal.store import Journal
from tests.journal.safekeeping.desks import Desk, copied, desk_with
from tests.ui.fitting import cut
from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import click, errors_raised, show
from tests.ui.windows import SetClock, a_journal
from ui.app import Appearance
from ui.in_step import InStep
from ui.jobs import Jobs
from ui.pages.settings.shared_folder_card import SharedFolderCard

PATIENCE = 20_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """This computer's journal, and an empty shared folder."""
    home, shared = tmp_path / "first", tmp_path / "shared"
    home.mkdir()
    shared.mkdir()
    journal = a_journal(home, SetClock(), name="Sam")
    yield desk_with(journal, shared)
    journal.close()


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


class Wrote(QObject):
    """What is written on whatever thread is told on this one."""

    told = Signal()


@pytest.fixture
def in_step(qtbot: QtBot, desk: Desk, jobs: Jobs) -> Iterator[InStep]:
    """It is told of what is written, as the window tells it."""
    made = InStep(jobs, desk.journal.path.parent / "state")
    wrote = Wrote()
    wrote.told.connect(made.see_written)
    stop = desk.journal.listen(lambda _kinds: wrote.told.emit())
    yield made
    stop()
    made.close()
    jobs.drain()


@pytest.fixture
def card(qtbot: QtBot, in_step: InStep) -> SharedFolderCard:
    card = SharedFolderCard()
    show(qtbot, card, 700, 500)
    in_step.shown.connect(card.show_told)
    card.folder_chosen.connect(in_step.use_folder)
    card.step_wanted.connect(in_step.step_now)
    return card


def share(qtbot: QtBot, in_step: InStep, card: SharedFolderCard, desk: Desk) -> None:
    """Choose the folder, and wait until the first round is over."""
    in_step.open(desk.journal)
    card.open(desk.journal)
    card.folder_chosen.emit(desk.folder)
    wait(qtbot, in_step)


def step(qtbot: QtBot, in_step: InStep) -> None:
    wait(qtbot, in_step)  # a round may be under way
    in_step.step_now()
    wait(qtbot, in_step)


def wait(qtbot: QtBot, in_step: InStep) -> None:
    qtbot.waitUntil(lambda: in_step.jobs.busy == 0, timeout=PATIENCE)


def texts(journal: Journal) -> list[str]:
    with journal.read() as session:
        return sorted(one.text for one in session.query(Note))


def test_the_folder_is_one_that_a_person_looks_for(
    qtbot: QtBot, card: SharedFolderCard, desk: Desk
) -> None:
    card.open(desk.journal)
    click(card.choose)
    dialog = card.findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(card.folder_chosen) as told:
        dialog.fileSelected.emit(str(desk.folder))
    assert told.args == [desk.folder]
    dialog.close()


def test_choosing_a_folder_puts_a_copy_there_and_joins_the_others(
    qtbot: QtBot, in_step: InStep, card: SharedFolderCard, desk: Desk
) -> None:
    assert card.state.text() == "None is used."
    assert not card.stop.isVisible()
    other = copied(desk, "laptop")
    other.note("from the laptop")
    other.step()
    share(qtbot, in_step, card, desk)
    assert texts(desk.journal) == ["from the laptop"]
    assert len(list(desk.folder.glob("*.tidemark"))) == 2
    assert card.where.text() == str(desk.folder)
    assert card.state.text() == "Last in step today, 21:00."
    (row,) = card.rows
    assert row.title.text() == "laptop"
    other.journal.close()


def test_what_is_written_here_reaches_the_others_soon_and_what_they_write_comes_here(
    qtbot: QtBot,
    in_step: InStep,
    card: SharedFolderCard,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = copied(desk, "laptop")
    share(qtbot, in_step, card, desk)
    other.step()
    monkeypatch.setattr("ui.in_step.AFTER_A_CHANGE", 10)  # milliseconds, for once
    desk.note("from here")
    qtbot.waitUntil(
        lambda: other.step().others == 1 and bool(texts(other.journal)), timeout=PATIENCE
    )
    monkeypatch.setattr("ui.in_step.AFTER_NEWS", 10)
    wait(qtbot, in_step)
    other.note("from the laptop")
    other.step()
    both = ["from here", "from the laptop"]
    qtbot.waitUntil(lambda: texts(desk.journal) == both, timeout=PATIENCE)
    assert texts(other.journal) == both
    other.journal.close()


def test_the_last_change_is_put_there_when_the_journal_is_closed(
    qtbot: QtBot, in_step: InStep, card: SharedFolderCard, desk: Desk
) -> None:
    other = copied(desk, "laptop")
    share(qtbot, in_step, card, desk)
    desk.note("the last word")
    in_step.close()
    other.step()
    assert texts(other.journal) == ["the last word"]
    other.journal.close()


def test_a_folder_that_is_gone_is_said_until_it_is_there_again(
    qtbot: QtBot, in_step: InStep, card: SharedFolderCard, desk: Desk
) -> None:
    said: list[str] = []
    in_step.troubled.connect(said.append)
    share(qtbot, in_step, card, desk)
    hidden = desk.folder.with_name("unplugged")
    desk.folder.rename(hidden)
    step(qtbot, in_step)
    step(qtbot, in_step)
    assert len(said) == 1
    assert "cannot be reached" in said[0]
    assert card.state.text() == said[0]
    hidden.rename(desk.folder)
    step(qtbot, in_step)
    assert said[1:] == [""]
    assert card.state.text().startswith("Last in step")


def test_a_full_disk_is_said_and_another_write_is_waited_for(
    qtbot: QtBot,
    in_step: InStep,
    card: SharedFolderCard,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    share(qtbot, in_step, card, desk)
    for obstacle, said in ((Obstacle.FULL, "is full. Make some room"), (Obstacle.BUSY, "is full.")):
        failing = Mock(side_effect=CannotSave(desk.journal.path, obstacle))
        monkeypatch.setattr("journal.safekeeping.shared_folder.keep_in_step", failing)
        step(qtbot, in_step)
        assert said in card.state.text(), "a write elsewhere says nothing new"
    monkeypatch.undo()
    step(qtbot, in_step)
    assert card.state.text().startswith("Last in step")


def test_a_fault_that_nobody_foresaw_is_told_once_and_said_until_a_round_is_over(
    qtbot: QtBot,
    in_step: InStep,
    card: SharedFolderCard,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    share(qtbot, in_step, card, desk)
    with monkeypatch.context() as faulty, errors_raised(qtbot) as raised:
        faulty.setattr(in_shared_folder, "keep_in_step", Mock(side_effect=LookupError))
        step(qtbot, in_step)
        step(qtbot, in_step)
        assert "could not be kept in step" in card.state.text()
    assert [type(one) for one in raised] == [LookupError]
    step(qtbot, in_step)
    assert card.state.text().startswith("Last in step")


@pytest.mark.parametrize("is_gone", [False, True])
def test_whatever_keeps_the_last_change_here_the_journal_is_closed(
    qtbot: QtBot,
    in_step: InStep,
    card: SharedFolderCard,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    is_gone: bool,
) -> None:
    share(qtbot, in_step, card, desk)
    desk.note("the last word")
    monkeypatch.setattr(in_shared_folder, "keep_in_step", Mock(side_effect=LookupError))
    in_step._took = None
    if is_gone:
        desk.journal.path.rename(desk.journal.path.with_suffix(".away"))
    in_step.close()
    assert in_step._sharing is None


def test_what_is_left_for_later_is_listed_with_its_reason(
    qtbot: QtBot, in_step: InStep, card: SharedFolderCard, desk: Desk
) -> None:
    other = copied(desk, "laptop")
    other.step()
    whole = other.own.read_bytes()
    other.own.write_bytes(whole[: len(whole) // 2])
    share(qtbot, in_step, card, desk)
    (row,) = card.rows
    assert row.title.text() == other.own.name
    other.own.write_bytes(whole)
    step(qtbot, in_step)
    assert [row.title.text() for row in card.rows] == ["laptop"]
    other.journal.close()


def test_what_copies_disagree_on_is_counted_until_it_is_decided(
    qtbot: QtBot, in_step: InStep, card: SharedFolderCard, desk: Desk
) -> None:
    counted: list[int] = []
    in_step.undecided_found.connect(counted.append)
    desk.note("slept well", "note")
    other = copied(desk, "laptop")
    desk.change("note", "slept badly")
    with other.journal.write("Move to the trash") as session:
        discard(session, "notes", "note", other.journal.clock())
    other.step()
    share(qtbot, in_step, card, desk)
    assert counted == [1]
    with desk.journal.write("Move to the trash") as session:
        discard(session, "notes", "note", desk.journal.clock())
    assert counted == [1, 0]
    other.journal.close()


def test_a_round_waits_for_other_work(
    qtbot: QtBot,
    in_step: InStep,
    card: SharedFolderCard,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.in_step.BUSY", 10)  # milliseconds, for once
    in_step.open(desk.journal)
    done: list[str] = []
    in_step.jobs.start(lambda _progress: None, lambda _result: done.append("the other work"))
    in_step.shown.connect(lambda told: done.append("a round") if told.is_busy else None)
    in_step.use_folder(desk.folder)
    qtbot.waitUntil(lambda: "a round" in done, timeout=PATIENCE)
    assert done == ["the other work", "a round"]
    wait(qtbot, in_step)


def test_no_folder_is_used_any_more_once_that_is_said(
    qtbot: QtBot, in_step: InStep, card: SharedFolderCard, desk: Desk
) -> None:
    share(qtbot, in_step, card, desk)
    click(card.stop)
    assert card.state.text() == "None is used."
    before = {file: file.read_bytes() for file in desk.folder.iterdir()}
    desk.note("not for the others")
    step(qtbot, in_step)
    in_step.close()
    assert {file: file.read_bytes() for file in desk.folder.iterdir()} == before


def test_the_sample_and_what_is_open_to_read_never_join_in(
    qtbot: QtBot, in_step: InStep, card: SharedFolderCard, desk: Desk
) -> None:
    computer = ThisComputer(desk.journal.path.parent / "state")
    computer.use_folder(desk.journal.path, desk.folder)
    with Journal.open(desk.journal.path, to_read=True) as to_read:
        in_step.open(to_read)
        card.open(to_read)
        step(qtbot, in_step)
        assert not card.choose.isEnabled()
        in_step.close()
    assert list(desk.folder.iterdir()) == []


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_and_every_stop_has_a_name(
    qtbot: QtBot,
    appearance: Appearance,
    in_step: InStep,
    card: SharedFolderCard,
    desk: Desk,
    scale: float,
) -> None:
    appearance.use_text_scale(scale)
    share(qtbot, in_step, card, desk)
    assert not cut(card)
    assert not [type(stop).__name__ for stop in tab_stops(card) if not name_of(stop)]
