"""The page: choices beside a preview, and what is done with the pages."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QFileDialog, QVBoxLayout, QWidget

from journal import queries
from journal.days import day_of
from journal.settings import journal_settings, keep_value, value
from journal.store import Journal
from journal.visits import last_visit
from ui import look, words
from ui.attempt import attempt
from ui.icons import Icon
from ui.jobs import Advance, Job
from ui.pages.report.choosing import ChoosingPanel, Offered
from ui.pages.report.preview import Preview
from ui.pages.report.work import Pages, Wanted, fine_images, make_pages, save_pdf
from ui.surroundings import Surroundings
from ui.widgets.announcing import announce
from ui.widgets.button import Button, Weight
from ui.widgets.file_dialog import file_dialog
from ui.widgets.flow import Flow
from ui.widgets.in_clear import InClear
from ui.widgets.page_body import PageBody, PageHead, side_margins
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

translate = QCoreApplication.translate

_SETTING = "report"
_RESTS_FOR = 250
"""Milliseconds without a change after which the pages are drawn."""

_KEPT_CHARTS = 60
"""Charts that are kept, so that another section or name does not draw them again."""

_SIDE_BY_SIDE = 46
"""The width, in lines of text, from which the choices stand beside the preview."""


class ReportPage(QWidget):
    """`failed` carries an error of reading, saving or printing."""

    kinds = frozenset(
        (
            "CheckIn",
            "ClinicQuestion",
            "Intake",
            "Medicine",
            "Note",
            "OwnInstrument",
            "Person",
            "Setting",
            "SideEffect",
            "Treatment",
            "Visit",
            "VitalSigns",
        )
    )
    failed = Signal(object)

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = surroundings.jobs
        self._clock = surroundings.clock
        self._built_in = surroundings.instruments
        self._journal: Journal | None = None
        self._drawn: dict[object, bytes] = {}
        self._wanted = 0
        self._job: Job | None = None
        self._pages: Pages | None = None
        self._printer: QPrinter | None = None
        self._is_keeping = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_RESTS_FOR)
        self.save = Button(translate("Report", "Save as PDF"), Icon.SAVE, Weight.MAIN)
        self.print = Button(translate("Report", "Print"), Icon.PRINT)
        self.in_clear = InClear(
            translate(
                "Report",
                "Whoever gets the PDF can read it, without the passphrase. Send it only to people "
                "who should read it.",
            ),
            translate("Report", "Save anyway"),
            self,
        )
        self.said = Text("")
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said.hide()
        self.choices = ChoosingPanel()
        self.preview = Preview()
        buttons = Flow((self.preview.stop, self.preview.again, self.print, self.save))
        self.head = PageHead(translate("Report", "Report"), beside=buttons)
        self.preview.say_idle()  # hides again what the row of buttons showed
        self._lay_out()
        self._connect()
        self._allow()

    @property
    def journal(self) -> Journal | None:
        """The journal that is open."""
        return self._journal

    @property
    def pages(self) -> Pages | None:
        """The pages that are shown, and what they were made from."""
        return self._pages

    @property
    def is_drawing(self) -> bool:
        """Whether pages are being drawn, or are about to be."""
        return self._job is not None or self._rest.isActive()

    def open(self, journal: Journal) -> None:
        """Show a journal."""
        self._journal = journal
        self.in_clear.open(is_encrypted=journal.is_encrypted)
        with journal.read() as session:
            kept = value(session, _SETTING)
        self.choices.offer(self._offered(journal))
        self.choices.recall(kept)
        self._draw()

    def refresh(self) -> None:
        """Read what is offered again, and draw the pages anew."""
        if self._journal is not None and not self._is_keeping:
            self.choices.offer(self._offered(self._journal))
            self._rest.start()

    def save_to(self, path: Path) -> None:
        """Write the pages that are shown as a PDF."""
        if self._pages is None:
            return
        self._remember()
        chosen = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
        self._tell("")
        work = partial(save_pdf, self._pages.sheet, chosen)
        self._jobs.start(work, self._tell_saved, failed=self.failed.emit)

    def _offered(self, journal: Journal) -> Offered:
        with journal.read() as session:
            settings = journal_settings(session)
            today = day_of(self._clock(), settings.day_ends_at)
            known = queries.instruments(session, self._built_in)
            offered = queries.instruments_to_log(session, self._built_in)
            rated = queries.offered_series(queries.logged_series(session), known)
            visit = last_visit(session, today)
            return Offered(
                today=today,
                first=queries.first_day(session, today),
                last_visit=None if visit is None else visit.day,
                subjects=[
                    (
                        f"{one.instrument} {one.rater}",
                        words.series(known[one.instrument].title, one.rater),
                    )
                    for one in rated
                ],
                forms=[(code, one.title) for code, one in offered.items()],
            )

    def _lay_out(self) -> None:
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(look.MEDIUM)
        self._row.addWidget(self.choices, 0)
        self._row.addWidget(self.preview, 1)
        body = PageBody(translate("Report", "Report"))
        body.column.addWidget(self.head)
        body.column.addWidget(self.said)
        body.column.addLayout(self._row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(body)

    def _connect(self) -> None:
        self.choices.changed.connect(self._rest.start)
        self.choices.changed.connect(self._allow)
        self.choices.changed.connect(self.said.hide)  # it was said of other pages
        self._rest.timeout.connect(self._draw)
        self.preview.stop_wanted.connect(self._stop)
        self.preview.again_wanted.connect(self._draw)
        self.save.clicked.connect(self._save)
        self.print.clicked.connect(self._choose_printer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choices and preview stand side by side where there is room for both."""
        width, wide = event.size().width(), self.choices.width_wanted
        both = wide + look.MEDIUM + self.preview.minimumSizeHint().width()
        fits = both + sum(side_margins(width, self.font())) <= width
        is_wide = fits and width >= self.fontMetrics().height() * _SIDE_BY_SIDE
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
        self.choices.setMaximumWidth(wide if is_wide else 16_777_215)
        self.choices.setMinimumWidth(wide if is_wide else 0)
        super().resizeEvent(event)

    # ---- drawing ----

    def _draw(self) -> None:
        """Draw what is chosen on a thread; the pages before stay until then."""
        wanted = self.choices.wanted
        if self._journal is None or wanted is None:
            return
        self._rest.stop()
        if self._job is not None:
            self._job.cancel()
        if len(self._drawn) > _KEPT_CHARTS:
            self._drawn = {}
        self._wanted += 1
        self.preview.say_drawing(0.0)
        work = partial(
            make_pages,
            self._wanted,
            self._journal,
            self._built_in,
            wanted,
            self._drawn,
            self.preview.page.most_dots / wanted.paper.width,
        )
        self._job = self._jobs.start(
            work,
            self._take,
            failed=self._tell_failed,
            advanced=self._advance,
        )

    def _advance(self, advance: Advance) -> None:
        if self._job is not None:
            self.preview.say_drawing(advance.share)

    def _take(self, found: Pages) -> None:
        if found.number != self._wanted:
            return
        self._job = None
        self._pages = found
        self.preview.show_pages(found.images, found.sheet.spoken)
        self.preview.say_idle()  # hides again what the row of buttons showed
        self._allow()

    def _stop(self) -> None:
        """Stop the drawing; what was shown before stays."""
        self._rest.stop()
        if self._job is not None:
            self._job.cancel()
        self._job = None
        self._wanted += 1
        self.preview.say_idle(
            translate("Report", "Stopped. These are the pages drawn before.")
            if self._pages is not None
            else translate("Report", "Stopped before the first page."),
            can_draw=True,
        )

    def _tell_failed(self, error: Exception) -> None:
        self._job = None
        self.preview.say_idle(can_draw=True)
        self.failed.emit(error)

    def _allow(self) -> None:
        """Save and print what was chosen, never the pages of a choice before."""
        is_chosen = self._pages is not None and self._pages.wanted == self.choices.wanted
        self.save.setEnabled(is_chosen)
        self.print.setEnabled(is_chosen)

    # ---- saving and printing ----

    def _save(self) -> None:
        is_form = self._pages is not None and bool(self._pages.wanted.form)
        if is_form:  # a blank form holds nothing that was entered
            self._choose_file()
        else:
            self.in_clear.before(self._choose_file)

    def _choose_file(self) -> None:
        dialog = file_dialog(self, translate("Report", "Save as PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(translate("Report", "PDF (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(_file_name(self._pages))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._save_to_text)
        dialog.open()

    def _save_to_text(self, path: str) -> None:
        if path:
            self.save_to(Path(path))

    def _tell_saved(self, path: Path) -> None:
        self._tell(translate("Report", "Saved: {path}").format(path=path))

    def _choose_printer(self) -> None:
        """Ask for a printer; without one, say what to do instead."""
        from PySide6.QtPrintSupport import QPrintDialog

        from ui.printing import has_printer, printer_for

        if self._pages is None:
            return
        if not has_printer():
            self._tell(
                translate(
                    "Report",
                    "No printer is set up on this computer. Save the pages as PDF and print them "
                    "where there is one.",
                )
            )
            return
        printer = printer_for(self._pages.wanted.paper, _file_name(self._pages))
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self._pages.images))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._chose_printer)
        self._printer = printer
        QDialog.open(dialog)  # QPrintDialog hides it behind one that takes a receiver

    def _chose_printer(self, result: int) -> None:
        from ui.printing import DOTS_PER_INCH

        is_chosen = result == QDialog.DialogCode.Accepted
        if not is_chosen or self._pages is None or self._printer is None:
            return
        self._remember()
        fine = float(min(self._printer.resolution(), DOTS_PER_INCH))
        work = partial(fine_images, self._pages.sheet, fine)
        self._jobs.start(work, self._print_pages, failed=self.failed.emit)

    def _print_pages(self, images: tuple[bytes, ...]) -> None:
        from ui.printing import print_pages

        if self._printer is None:
            return
        self._tell(
            translate("Report", "Sent to the printer.")
            if print_pages(self._printer, images)
            else translate(
                "Report",
                "The printer did not take the pages. Nothing in the journal was changed. Look at "
                "the printer, then try again.",
            )
        )

    def _remember(self) -> None:
        """Keep the choices in the journal, for the next report."""
        journal, chosen = self._journal, self.choices.remembered
        if journal is None or journal.is_read_only:
            return
        with journal.read() as session:
            if value(session, _SETTING) == chosen:
                return
        self._is_keeping = True
        label = translate("Report", "Choose what is in the report")
        keep = partial(keep_value, name=_SETTING, content=chosen)
        try:
            attempt(journal, label, keep, self.failed.emit)
        finally:
            self._is_keeping = False

    def _tell(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
        announce(self, text)


def _file_name(found: Pages | None) -> str:
    """A name that says nothing of what is inside but its day."""
    if found is None:
        return "tidemark.pdf"
    wanted: Wanted = found.wanted
    return f"{wanted.form}-form.pdf" if wanted.form else f"tidemark-{wanted.choices.cut_off}.pdf"
