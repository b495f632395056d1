"""The report's page: choices, a preview that turns its pages, saving and printing."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractSpinBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from journal.records import Note, Visit
from journal.report.choices import Naming, Paper, Section
from journal.report.typesetting import Sheet, images
from journal.settings import keep_value, value
from journal.store import Journal
from tests.builders import DAY, check_in, treatment, worked_example
from tests.ui.showing import press, show
from tests.ui.windows import INSTRUMENTS, SetClock, a_journal
from ui.jobs import Jobs
from ui.pages.report import ReportPage, work
from ui.pages.report.choosing import FORM, Days
from ui.printing import print_pages, printer_for
from ui.surroundings import Surroundings

PATIENCE = 60_000
KEPT = {"without": [section.value for section in Section if section is not Section.METHOD]}
"""What was chosen last: few sections, so that the pages are soon there."""


_SET: dict[object, tuple[bytes, ...]] = {}


@pytest.fixture(autouse=True)
def same_sheets_are_set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests look at the same pages, which take long to set."""

    def set_once(sheet: Sheet, dots_per_inch: float) -> tuple[bytes, ...]:
        key = (tuple(sorted(sheet.files.items())), sheet.day, dots_per_inch)
        if key not in _SET:
            _SET[key] = images(sheet, dots_per_inch)
        return _SET[key]

    monkeypatch.setattr(work, "images", set_once)


@pytest.fixture
def clock() -> SetClock:
    found = SetClock()
    found.move(days=14)
    return found


@pytest.fixture
def journal(tmp_path: Path, clock: SetClock) -> Iterator[Journal]:
    with a_journal(tmp_path, clock, name="Sam Winter") as found:
        with found.write("Fill") as session:
            session.add(treatment())
            session.add_all(check_in(day, total) for day, total in worked_example())
            session.add(Visit(day=DAY + timedelta(days=2)))
            keep_value(session, "report", KEPT)
        yield found


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    found = Jobs()
    yield found
    found.drain()


@pytest.fixture
def page(qtbot: QtBot, journal: Journal, clock: SetClock, jobs: Jobs) -> ReportPage:
    """The page with its first pages drawn."""
    found = ReportPage(Surroundings(jobs, clock, INSTRUMENTS))
    show(qtbot, found, 1072, 800)
    found.open(journal)
    wait_for_pages(qtbot, found)
    return found


def wait_for_pages(qtbot: QtBot, page: ReportPage) -> None:
    """Wait until what is chosen is what is shown."""
    qtbot.waitUntil(lambda: is_settled(page), timeout=PATIENCE)


def is_settled(page: ReportPage) -> bool:
    shown = page.pages
    return not page.is_drawing and shown is not None and shown.wanted == page.choices.wanted


def test_the_first_page_is_there_without_a_click(page: ReportPage) -> None:
    assert page.preview.page.has_page
    assert page.preview.number.text().startswith("Page 1 of ")
    assert page.save.isEnabled()


def test_who_does_not_see_the_page_hears_what_it_says(page: ReportPage) -> None:
    seen = page.preview.page
    assert seen.accessibleName().startswith("Page 1 of ")
    assert "21 of 22 days rated." in seen.accessibleDescription()
    assert "reached on day 2 after" in seen.accessibleDescription()


def test_keys_turn_the_pages_and_stop_at_the_ends(page: ReportPage) -> None:
    page.preview.page.setFocus()
    press(Qt.Key.Key_PageUp)
    assert page.preview.shown == 0
    press(Qt.Key.Key_PageDown)
    assert page.preview.shown == 1
    press(Qt.Key.Key_Home)
    assert page.preview.shown == 0
    press(Qt.Key.Key_End)
    last = page.preview.shown
    assert last > 0
    assert not page.preview.forward.isEnabled()
    press(Qt.Key.Key_Right)
    assert page.preview.shown == last


def test_a_section_taken_away_is_gone_from_the_pages(qtbot: QtBot, page: ReportPage) -> None:
    before = page.preview.number.text()
    page.choices.sections[Section.METHOD].setChecked(False)
    wait_for_pages(qtbot, page)
    assert page.preview.number.text() != before
    assert page.pages is not None
    assert page.pages.wanted.choices.sections == frozenset()


def test_the_days_are_those_of_the_choice(page: ReportPage) -> None:
    today = DAY + timedelta(days=14)
    expected = {
        Days.ALL: None,
        Days.VISIT: DAY + timedelta(days=2),
        Days.MONTHS_3: today - timedelta(days=90),
        Days.MONTHS_12: today - timedelta(days=364),
    }
    for days, first in expected.items():
        page.choices.days.set_value(days)
        wanted = page.choices.wanted
        assert wanted is not None
        assert (wanted.choices.first, wanted.choices.cut_off) == (first, today)


def test_days_of_ones_own_never_reach_past_today(qtbot: QtBot, page: ReportPage) -> None:
    page.choices.days.set_value(Days.OWN)
    assert page.choices.first.isVisible()
    page.choices.first.set_day(DAY)
    page.choices.last.set_day(DAY + timedelta(days=400))
    wanted = page.choices.wanted
    assert wanted is not None
    assert wanted.choices.first == DAY
    assert wanted.choices.cut_off == DAY + timedelta(days=14)
    wait_for_pages(qtbot, page)


def test_without_a_visit_there_is_no_since(qtbot: QtBot, page: ReportPage) -> None:
    assert page.choices.days.findData(Days.VISIT.value) >= 0
    journal = page.journal
    assert journal is not None
    with journal.write("Throw away") as session:
        session.query(Visit).one().deleted_utc = journal.clock().utc
    page.refresh()
    assert page.choices.days.findData(Days.VISIT.value) < 0
    wait_for_pages(qtbot, page)


def test_saving_writes_the_pages_that_are_shown(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    page.save_to(tmp_path / "report")
    qtbot.waitUntil(page.said.isVisible, timeout=PATIENCE)
    saved = tmp_path / "report.pdf"
    assert str(saved) in page.said.text()
    assert saved.read_bytes().startswith(b"%PDF")
    page.choices.naming.set_value(Naming.INITIALS)
    assert not page.said.isVisible()  # these pages are not saved
    wait_for_pages(qtbot, page)


def test_pages_of_another_choice_cannot_be_saved_or_printed(qtbot: QtBot, page: ReportPage) -> None:
    page.choices.naming.set_value(Naming.INITIALS)
    assert not page.save.isEnabled()
    assert not page.print.isEnabled()
    page.preview.stop_wanted.emit()
    assert not page.save.isEnabled()
    page.choices.naming.set_value(Naming.FULL)
    assert page.save.isEnabled()
    wait_for_pages(qtbot, page)
    assert page.print.isEnabled()


def test_a_file_that_cannot_be_written_is_told(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    with qtbot.waitSignal(page.failed, timeout=PATIENCE) as told:
        page.save_to(tmp_path / "nowhere" / "report.pdf")
    assert told.args is not None
    assert isinstance(told.args[0], OSError)


def test_the_file_is_named_after_its_day_alone(page: ReportPage) -> None:
    page.save.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert [Path(one).name for one in dialog.selectedFiles()] == ["tidemark-2026-01-24.pdf"]
    dialog.close()


def test_choices_are_remembered_once_a_report_was_saved(
    qtbot: QtBot,
    page: ReportPage,
    journal: Journal,
    clock: SetClock,
    jobs: Jobs,
    tmp_path: Path,
) -> None:
    page.choices.naming.set_value(Naming.INITIALS)
    page.choices.paper.set_value(Paper.LETTER)
    wait_for_pages(qtbot, page)
    page.save_to(tmp_path / "report.pdf")
    qtbot.waitUntil(page.said.isVisible, timeout=PATIENCE)
    with journal.read() as session:
        kept = value(session, "report")
    assert (kept["name"], kept["paper"]) == ("initials", "letter")
    another = ReportPage(Surroundings(jobs, clock, INSTRUMENTS))
    qtbot.addWidget(another)
    another.open(journal)
    assert another.choices.naming.value == Naming.INITIALS
    assert another.choices.sections[Section.METHOD].isChecked()
    assert not another.choices.sections[Section.NOTES].isChecked()


def test_looking_at_a_report_changes_nothing_in_the_journal(
    qtbot: QtBot, page: ReportPage, journal: Journal
) -> None:
    page.choices.naming.set_value(Naming.NONE)
    wait_for_pages(qtbot, page)
    with journal.read() as session:
        assert value(session, "report") == KEPT


def test_a_blank_form_is_previewed_in_its_place(qtbot: QtBot, page: ReportPage) -> None:
    page.choices.what.segments[1].click()
    page.choices.form.set_value("gad7")
    wait_for_pages(qtbot, page)
    assert page.choices.what.value == FORM
    assert page.preview.number.text() == "Page 1 of 1"
    assert not page.choices.days.isVisible()
    assert page.preview.page.accessibleDescription().startswith("GAD-7.")


def test_a_change_that_comes_while_pages_are_drawn_is_drawn_in_the_end(
    qtbot: QtBot, page: ReportPage
) -> None:
    for naming in (Naming.NONE, Naming.FULL, Naming.INITIALS):
        page.choices.naming.set_value(naming)
    wait_for_pages(qtbot, page)
    assert page.pages is not None
    assert page.pages.wanted.choices.naming is Naming.INITIALS


def test_drawing_can_be_stopped_and_taken_up_again(qtbot: QtBot, page: ReportPage) -> None:
    page.choices.paper.set_value(Paper.LETTER)
    qtbot.waitUntil(page.preview.stop.isVisible, timeout=PATIENCE)
    page.preview.stop.click()
    assert not page.is_drawing
    assert page.preview.again.isVisible()
    assert page.preview.page.has_page
    page.preview.again.click()
    wait_for_pages(qtbot, page)
    assert not page.preview.again.isVisible()


def test_pages_that_come_after_the_drawing_was_stopped_are_not_shown(
    qtbot: QtBot, page: ReportPage, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, was_reached, may_go_on = page.pages, Event(), Event()

    def set_slowly(found: Sheet, dots_per_inch: float) -> tuple[bytes, ...]:
        was_reached.set()
        assert may_go_on.wait(PATIENCE / 1000)
        return images(found, dots_per_inch)

    monkeypatch.setattr("ui.pages.report.work.images", set_slowly)
    page.choices.naming.set_value(Naming.NONE)
    qtbot.waitUntil(was_reached.is_set, timeout=PATIENCE)
    page.preview.stop.click()
    assert not page.is_drawing
    assert page.preview.again.isVisible()
    may_go_on.set()
    qtbot.waitUntil(lambda: jobs.busy == 0, timeout=PATIENCE)
    assert page.pages is before
    assert page.preview.again.isVisible()


def test_a_page_is_as_fine_as_the_screen_shows_it(page: ReportPage) -> None:
    page.resize(3000, 1400)
    assert page.pages is not None
    drawn = QImage.fromData(page.pages.images[0])
    assert abs(drawn.width() - page.preview.page.most_dots) <= 1


def test_no_button_is_cut_while_pages_are_drawn(qtbot: QtBot, page: ReportPage) -> None:
    page.resize(720, 700)
    page.choices.naming.set_value(Naming.NONE)
    preview = page.preview
    qtbot.waitUntil(preview.stop.isVisible, timeout=PATIENCE)
    buttons = (preview.stop, page.print, page.save, preview.back, preview.forward)
    qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in buttons))
    assert preview.number.width() >= preview.number.sizeHint().width()
    wait_for_pages(qtbot, page)


def test_entries_made_elsewhere_are_in_the_pages_when_it_is_shown_again(
    qtbot: QtBot, page: ReportPage, journal: Journal
) -> None:
    with journal.write("Add") as session:
        session.add(check_in(DAY - timedelta(days=8), 9))
    page.refresh()
    qtbot.waitUntil(lambda: page.is_drawing, timeout=PATIENCE)
    wait_for_pages(qtbot, page)
    assert "22 of 23 days rated." in page.preview.page.accessibleDescription()


def test_private_notes_are_not_read_aloud_either(
    qtbot: QtBot, page: ReportPage, journal: Journal
) -> None:
    with journal.write("Add") as session:
        session.add(Note(day=DAY, text="Xylophone", is_private=True))
    page.refresh()
    qtbot.waitUntil(lambda: page.is_drawing, timeout=PATIENCE)
    wait_for_pages(qtbot, page)
    assert "Xylophone" not in page.preview.page.accessibleDescription()


def test_without_a_printer_it_says_what_to_do(
    page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.printing.has_printer", lambda: False)
    page.print.click()
    assert page.said.text().startswith("No printer is set up on this computer.")


def test_a_printer_is_asked_for_without_holding_up_the_window(
    page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.printing.has_printer", lambda: True)
    page.print.click()
    dialog = page.findChild(QPrintDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
    assert not page.said.isVisible()


def test_the_pages_are_printed_on_their_own_paper(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    assert page.pages is not None
    printer = printer_for(Paper.A4, "report")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert print_pages(printer, page.pages.images)
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") == len(page.pages.images)


def test_every_field_has_a_name(page: ReportPage) -> None:
    page.choices.days.set_value(Days.OWN)
    for widget in page.findChildren(QWidget):
        is_stop = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible()
        if is_stop and not isinstance(widget.parentWidget(), QAbstractSpinBox):
            proxy = widget.focusProxy() or widget
            assert proxy.accessibleName() or getattr(proxy, "text", str)(), proxy
