"""Pages on a printer."""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from journal.report.choices import Paper

DOTS_PER_INCH = 300
"""As fine as pages are printed; finer printers get no finer pages."""


def has_printer() -> bool:
    """Whether the computer knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def printer_for(paper: Paper, title: str) -> QPrinter:
    """A printer set to the paper that the pages were made for."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    size = QPageSize.PageSizeId.Letter if paper is Paper.LETTER else QPageSize.PageSizeId.A4
    printer.setPageLayout(
        QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, QMarginsF())
    )
    printer.setFullPage(True)
    printer.setDocName(title)
    return printer


def print_pages(printer: QPrinter, pages: Sequence[bytes]) -> bool:
    """Print those pages that the person asked for; False when the printer refuses."""
    first = printer.fromPage() or 1
    last = printer.toPage() or len(pages)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    area = QRectF(painter.viewport())
    for place, page in enumerate(pages[first - 1 : last]):
        if place:
            printer.newPage()
        image = QImage.fromData(page)
        size = QSizeF(image.size()).scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(area.topLeft(), size), image)
    return painter.end()
