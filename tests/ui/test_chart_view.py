"""The chart view: drawn once and only in sight, points named, pictures saved and copied."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QToolTip
from pytestqt.qtbot import QtBot

from journal.charts.marks import Mark, Marks
from journal.charts.parts import Part
from journal.charts.shown import EVERYTHING, Shown
from journal.charts.style import DARK, LIGHT, PAPER, Palette
from tests.builders import DAY
from tests.ui.reached import name_of
from tests.ui.showing import press, show
from ui.app import Appearance, Theme
from ui.widgets.chart_view import ChartView, ChartWords, Draw

pytestmark = pytest.mark.qt_log_ignore("does not support raise")
"""Qt's plugin without a screen says so when a tooltip is shown."""

WORDS = ChartWords("Daily anxiety", "Three days rated.", "daily")


@dataclass(frozen=True)
class Drawn:
    marks: Marks


@dataclass
class Drawing:
    """A chart of three points that remembers how it was drawn."""

    palettes: list[Palette] = field(default_factory=list)
    scales: list[float] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)

    def __call__(self, figure: Figure, palette: Palette, scale: float, shown: Shown) -> Drawn:
        self.palettes.append(palette)
        self.scales.append(scale)
        self.shown.append(shown)
        figure.clear()
        axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
        days = [DAY + timedelta(days=number) for number in range(3)]
        marks = tuple(
            Mark(number, 7 * number, day, f"{day}: {7 * number}") for number, day in enumerate(days)
        )
        axes.plot([mark.x for mark in marks], [mark.y for mark in marks])
        axes.set_xlim(-1, 3)
        axes.set_ylim(0, 21)
        return Drawn(Marks(axes, marks))


@dataclass(frozen=True)
class Lines:
    """Two lines that are hidden and singled out by changing them."""

    marks: Marks
    lines: dict[str, Line2D]

    @property
    def parts(self) -> tuple[Part, ...]:
        return (Part(tuple(self.lines.values())),)

    def restyle(self, shown: Shown) -> None:
        for key, line in self.lines.items():
            line.set_visible(key not in shown.hidden)
            line.set_color("#B45309" if key == shown.highlight else "#1F2933")


@dataclass
class TwoLines:
    """A chart of two level lines, "a" and "b", that remembers how often it was drawn."""

    drawn: int = 0

    def __call__(self, figure: Figure, _palette: Palette, _scale: float, shown: Shown) -> Lines:
        self.drawn += 1
        figure.clear()
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        heights = {"a": 7, "b": 14}
        lines = {key: axes.plot([0, 2], [y, y], linewidth=8)[0] for key, y in heights.items()}
        axes.set_xlim(0, 2)
        axes.set_ylim(0, 21)
        marks = tuple(Mark(1, y, DAY, f"{key}: {y}", key) for key, y in heights.items())
        artists = Lines(Marks(axes, marks), lines)
        artists.restyle(shown)
        return artists


def drawn_view(qtbot: QtBot, drawing: Draw, words: ChartWords = WORDS) -> ChartView:
    view = ChartView()
    view.show_chart(drawing, words)
    show(qtbot, view, 700, 420)
    qtbot.waitUntil(lambda: view.artists is not None)
    return view


def place_of(view: ChartView, number: int) -> QPoint:
    """Where a point lies in the canvas."""
    assert view.artists is not None
    assert view.canvas is not None
    marks = view.artists.marks
    mark = marks.all[number]
    x, y = marks.axes.transData.transform((mark.x, mark.y))
    return view.canvas.to_widget(float(x), float(y)).toPoint()


def colour_at(view: ChartView, number: int) -> str:
    """The colour in which the place of a point is painted."""
    assert view.canvas is not None
    name: str = view.canvas.grab().toImage().pixelColor(place_of(view, number)).name()
    return name.upper()


def count_draws(view: ChartView, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    assert view.canvas is not None
    drawn: list[None] = []
    original = view.canvas.draw

    def draw() -> None:
        drawn.append(None)
        original()

    monkeypatch.setattr(view.canvas, "draw", draw)
    return lambda: len(drawn)


def test_nothing_is_drawn_out_of_sight(qtbot: QtBot) -> None:
    drawing = Drawing()
    view = ChartView()
    qtbot.addWidget(view)
    view.show_chart(drawing, WORDS)
    assert drawing.palettes == []
    assert view.canvas is None
    show(qtbot, view)
    qtbot.waitUntil(lambda: drawing.palettes == [LIGHT])


def test_one_canvas_for_its_life(qtbot: QtBot) -> None:
    first, second = Drawing(), Drawing()
    view = drawn_view(qtbot, first)
    canvas = view.canvas
    view.show_chart(second, WORDS)
    qtbot.waitUntil(lambda: len(second.palettes) == 1)
    assert view.canvas is canvas


def test_a_hidden_chart_waits_with_its_change(qtbot: QtBot) -> None:
    view = drawn_view(qtbot, Drawing())
    view.hide()
    later = Drawing()
    view.show_chart(later, WORDS)
    qtbot.waitUntil(lambda: not view.isVisible())
    assert later.palettes == []
    view.show()
    qtbot.waitUntil(lambda: later.palettes == [LIGHT])


def test_the_theme_and_the_size_of_text_draw_it_anew(qtbot: QtBot, appearance: Appearance) -> None:
    drawing = Drawing()
    drawn_view(qtbot, drawing)
    appearance.use_theme(Theme.DARK)
    qtbot.waitUntil(lambda: drawing.palettes[-1] == DARK)
    before = drawing.scales[-1]
    appearance.use_text_scale(1.5)
    qtbot.waitUntil(lambda: drawing.scales[-1] == pytest.approx(1.5 * before, rel=0.1))


def test_a_new_size_is_laid_out_anew(qtbot: QtBot) -> None:
    drawing = Drawing()
    view = drawn_view(qtbot, drawing)
    before = len(drawing.palettes)
    view.resize(900, 500)
    qtbot.waitUntil(lambda: len(drawing.palettes) > before)


def test_hovering_names_a_point_and_draws_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = Drawing()
    view = drawn_view(qtbot, drawing)
    assert view.canvas is not None
    laid_out, drawn = len(drawing.palettes), count_draws(view, monkeypatch)
    QTest.mouseMove(view.canvas, place_of(view, 1))
    qtbot.waitUntil(lambda: view.mark is not None)
    assert view.mark is not None
    assert view.mark.words == f"{DAY + timedelta(days=1)}: 7"
    assert QToolTip.text() == view.mark.words
    QTest.mouseMove(view.canvas, QPoint(2, 2))
    qtbot.waitUntil(lambda: view.mark is None)
    assert (len(drawing.palettes), drawn()) == (laid_out, 0)


def test_a_click_opens_the_day(qtbot: QtBot) -> None:
    view = drawn_view(qtbot, Drawing())
    assert view.canvas is not None
    with qtbot.waitSignal(view.day_wanted) as told:
        QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=place_of(view, 2))
    assert told.args == [DAY + timedelta(days=2)]


def test_a_click_beside_all_points_opens_nothing(qtbot: QtBot) -> None:
    view = drawn_view(qtbot, Drawing())
    assert view.canvas is not None
    with qtbot.assertNotEmitted(view.day_wanted):
        QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def test_the_keyboard_goes_from_point_to_point(qtbot: QtBot) -> None:
    view = drawn_view(qtbot, Drawing())
    view.setFocus()
    days: list[date] = []
    view.day_wanted.connect(days.append)
    right, enter = Qt.Key.Key_Right, Qt.Key.Key_Return
    press(right, enter, right, right, right, enter, Qt.Key.Key_Left, enter)
    assert days == [DAY + timedelta(days=number) for number in (0, 2, 1)]
    assert view.accessibleDescription() == f"{days[-1]}: 7"
    press(Qt.Key.Key_Escape)
    assert view.accessibleDescription() == WORDS.description


def test_a_screen_reader_hears_what_it_shows(qtbot: QtBot) -> None:
    view = drawn_view(qtbot, Drawing())
    assert name_of(view) == WORDS.name
    assert view.accessibleDescription() == WORDS.description
    assert view.focusPolicy() == Qt.FocusPolicy.StrongFocus


@pytest.mark.parametrize(
    ("suffix", "begin"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")]
)
def test_a_picture_is_saved_on_paper(
    qtbot: QtBot, appearance: Appearance, tmp_path: Path, suffix: str, begin: bytes
) -> None:
    appearance.use_theme(Theme.DARK)
    drawing = Drawing()
    view = drawn_view(qtbot, drawing)
    path = tmp_path / f"chart{suffix}"
    with qtbot.waitSignal(view.said) as told:
        assert view.save(path)
    assert str(path) in told.args[0]
    assert path.read_bytes().startswith(begin)
    assert drawing.palettes[-1] == PAPER
    assert drawing.scales[-1] == 1.0


def test_a_picture_that_cannot_be_saved_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    view = drawn_view(qtbot, Drawing())
    with qtbot.waitSignal(view.failed) as told:
        assert not view.save(tmp_path / "nowhere" / "chart.png")
    assert isinstance(told.args[0], OSError)


def test_a_picture_is_copied(qtbot: QtBot) -> None:
    view = drawn_view(qtbot, Drawing())
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(view.said):
        view.copy()
    assert QGuiApplication.clipboard().image().width() > 1000


def test_the_dialog_follows_the_kind_of_file(qtbot: QtBot, tmp_path: Path) -> None:
    view = drawn_view(qtbot, Drawing())
    dialog = view.choose_file()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    assert dialog.isVisible()
    dialog.filterSelected.emit(dialog.nameFilters()[1])
    assert dialog.defaultSuffix() == "svg"
    dialog.fileSelected.emit(str(tmp_path / "chart"))
    assert (tmp_path / "chart.png").exists()
    dialog.reject()


def test_lines_are_singled_out_and_hidden_without_a_new_drawing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = TwoLines()
    view = drawn_view(qtbot, drawing)
    drawn = count_draws(view, monkeypatch)
    view.set_shown(Shown("a", frozenset("b")))
    assert colour_at(view, 0) == "#B45309"
    assert colour_at(view, 1) == "#FFFFFF"
    view.set_shown(EVERYTHING)
    assert (colour_at(view, 0), colour_at(view, 1)) == ("#1F2933", "#1F2933")
    assert (drawing.drawn, drawn()) == (1, 0)


def test_what_is_singled_out_outlives_a_new_size_and_other_colours(
    qtbot: QtBot, appearance: Appearance
) -> None:
    drawing = TwoLines()
    view = drawn_view(qtbot, drawing)
    view.set_shown(Shown("a"))
    view.resize(900, 500)
    qtbot.waitUntil(lambda: drawing.drawn == 2)
    assert colour_at(view, 0) == "#B45309"
    appearance.use_theme(Theme.DARK)
    qtbot.waitUntil(lambda: drawing.drawn == 3)
    assert colour_at(view, 0) == "#B45309"


def test_a_chart_that_cannot_be_restyled_is_drawn_anew(qtbot: QtBot) -> None:
    drawing = Drawing()
    view = drawn_view(qtbot, drawing)
    view.set_shown(Shown("a"))
    qtbot.waitUntil(lambda: drawing.shown == [EVERYTHING, Shown("a")])


def test_another_chart_is_drawn_with_the_same_singled_out(qtbot: QtBot, tmp_path: Path) -> None:
    view = drawn_view(qtbot, Drawing())
    view.set_shown(Shown("a"))
    other = Drawing()
    view.show_chart(other, WORDS)
    qtbot.waitUntil(lambda: other.shown == [Shown("a")])
    view.save(tmp_path / "chart.png")
    assert other.shown[-1] == Shown("a")


def test_keys_ask_for_the_next_line_to_hide_and_for_all(qtbot: QtBot) -> None:
    view = drawn_view(qtbot, TwoLines())
    view.setFocus()
    asked: list[object] = []
    view.step_wanted.connect(asked.append)
    view.hide_wanted.connect(lambda: asked.append("hide"))
    view.all_wanted.connect(lambda: asked.append("all"))
    press(Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_H)
    view.set_shown(Shown("a"))
    press(Qt.Key.Key_Right, Qt.Key.Key_Escape)
    assert asked == [1, -1, "hide"]
    press(Qt.Key.Key_Escape)
    assert asked == [1, -1, "hide", "all"]


def test_points_of_hidden_lines_are_not_named(qtbot: QtBot) -> None:
    view = drawn_view(qtbot, TwoLines())
    view.setFocus()
    press(Qt.Key.Key_Right)
    assert view.accessibleDescription() == "a: 7"
    view.set_shown(Shown(hidden=frozenset("a")))
    assert view.accessibleDescription() == WORDS.description
    press(Qt.Key.Key_Right)
    assert view.accessibleDescription() == "b: 14"
    press(Qt.Key.Key_Left)
    assert view.accessibleDescription() == "b: 14"


def test_the_line_singled_out_is_walked_first(qtbot: QtBot) -> None:
    view = drawn_view(qtbot, TwoLines())
    view.setFocus()
    view.set_shown(Shown("b"))
    press(Qt.Key.Key_Right)
    assert view.accessibleDescription() == "b: 14"


def test_a_chart_of_many_panels_is_as_tall_as_it_asks(qtbot: QtBot, tmp_path: Path) -> None:
    words = ChartWords("Each", "", height_for=lambda wide, scale: 30 * scale / wide + 20)
    drawing = Drawing()
    view = drawn_view(qtbot, drawing, words)
    assert view.minimumHeight() > 20 * view.logicalDpiY()
    assert view.save(tmp_path / "chart.svg")
    assert 'viewBox="0 0 792 1636' in (tmp_path / "chart.svg").read_text(encoding="utf-8")[:1000]
    view.show_chart(Drawing(), WORDS)
    assert view.minimumHeight() < 20 * view.logicalDpiY()


def test_matplotlib_is_not_loaded_before_a_chart_is_shown() -> None:
    code = (
        "import sys; import ui.widgets.chart_view; "
        "sys.exit(any(name.split('.')[0] == 'matplotlib' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
