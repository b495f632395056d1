"""The size of paper that is used where the person lives."""

from PySide6.QtCore import QLocale

from journal.report.choices import Paper


def usual_paper() -> Paper:
    """The paper that is used where the person lives, as far as the computer tells."""
    is_american = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return Paper.LETTER if is_american else Paper.A4
