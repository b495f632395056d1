"""The least that PySide6 can show: a main window with one line of text.

Usage: bare_window [JOURNAL [chart]]. With a journal it then loads SQLAlchemy and opens the file, as
anything that wants to save must. With "chart" it also draws the same day values and treatments with
matplotlib alone and tells how much memory the process holds.
"""

import sys
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from benchmarks.programs.watching import Watch

VALUES = """
    SELECT day, total FROM check_ins
    WHERE instrument = 'daily-anxiety' AND observer_id IS NULL AND total IS NOT NULL ORDER BY day
"""
TREATMENTS = "SELECT day FROM treatments WHERE status = 'completed' ORDER BY day"


class Bare:
    """Goes as far as it is asked to, one step behind the other."""

    def __init__(self, watch: Watch, window: QMainWindow, asked: list[str]) -> None:
        self._watch = watch
        self._window = window
        self._journal = asked[0] if asked else None
        self._to_chart = "chart" in asked[1:]
        watch.painted.connect(self.go_on)

    def go_on(self) -> None:
        """Called after the first paint."""
        if self._journal is None:
            self._watch.finish()
            return
        engine = opened(self._journal)
        self._watch.note("ready")
        if not self._to_chart:
            self._watch.finish()
            return
        self._window.setCentralWidget(chart(engine))
        QTimer.singleShot(0, self._watch.finish_with_memory)


def opened(journal: str) -> Any:
    """An engine of SQLAlchemy over the one driver, with a first row read."""
    import sqlalchemy
    import sqlalchemy.orm
    import sqlcipher3.dbapi2

    engine = sqlalchemy.create_engine(
        "sqlite://",
        creator=lambda: sqlcipher3.dbapi2.connect(journal),
        module=sqlcipher3.dbapi2,
        poolclass=sqlalchemy.QueuePool,
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM check_ins").scalar_one()
    return engine


def chart(engine: Any) -> Any:
    """A canvas with the day values as a line with dots and the treatments as vertical lines."""
    from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
    from matplotlib.figure import Figure

    with engine.connect() as connection:
        values = connection.exec_driver_sql(VALUES).all()
        treatments = connection.exec_driver_sql(TREATMENTS).all()
    figure = Figure()
    axes = figure.add_subplot()
    axes.plot([ordinal(day) for day, _ in values], [y for _, y in values], marker="o")
    for (day,) in treatments:
        axes.axvline(ordinal(day))
    return FigureCanvasQTAgg(figure)  # type: ignore[no-untyped-call]


def ordinal(day: str) -> int:
    """A day as matplotlib can place it."""
    return date.fromisoformat(day).toordinal()


def main(asked: list[str]) -> int:
    """Run as far as asked."""
    application = QApplication(["bare"])
    window = QMainWindow()
    window.setCentralWidget(QLabel("Today"))
    window.resize(1280, 800)
    bare = Bare(Watch(application), window, asked)
    window.show()
    status = application.exec()
    del bare
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
