"""Singling out and hiding: the picture is that of a new drawing, and little of it is drawn."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PySide6.QtCore import QRect  # noqa: TC002
from PySide6.QtWidgets import QApplication

from journal.charts.around import draw_around
from journal.charts.courses import draw_courses
from journal.charts.durations import DurationsArtists, draw_durations
from journal.charts.each import EachArtists, draw_each
from journal.charts.hours import draw_hours
from journal.charts.parts import Part
from journal.charts.shown import EVERYTHING, Shown
from journal.charts.side_effects import draw_side_effects
from journal.charts.style import LIGHT
from journal.trajectories.courses import AroundCourse, courses
from journal.trajectories.hours import HourPoint, TreatmentHours
from journal.trajectories.side_effects import LoggedEffect, SideEffects, lay_side_effects
from journal.trajectories.values import AroundTreatment
from tests.examples import tried
from tests.journal.charts.drawn import reading, subject, treatment
from tests.journal.charts.panels import found
from ui.widgets.chart_canvas import ChartCanvas

DAYS = (10, 19, 110)
KINDS = ("around", "courses", "each", "durations", "hours", "side effects")
BY_TREATMENT = ("each", "durations")
SIZE, OTHER_SIZE = (8.0, 5.0), (9.0, 6.0)


@cache
def treatments() -> tuple[AroundTreatment, ...]:
    """Three, the last a course of its own, with late entries and empty days."""
    readings = [
        reading(n, 14 if n < 10 else 3 + n * 7 % 11, is_late=n % 9 == 0)
        for n in range(1, 130)
        if n % 6
    ]
    return found(readings, [treatment(day) for day in DAYS], until=130)


def laid_courses() -> tuple[AroundCourse, ...]:
    return courses(treatments())


def hours() -> list[TreatmentHours]:
    places = ((-0.5, 60), (0.7, 30), (1.1, 28), (9.5, 50))
    return [
        TreatmentHours(
            one.treatment,
            number,
            {
                curve: tuple(
                    HourPoint(at, float(value + number * 5), at > 9) for at, value in places
                )
                for curve in ("anxiety", "systolic", "diastolic")
            },
        )
        for number, one in enumerate(treatments(), 1)
    ]


def effects() -> SideEffects:
    logged = [
        LoggedEffect(name, name, severity, one.treatment.start + timedelta(hours=1), None, key)
        for one in treatments()
        for key in (one.treatment.key,)
        for name, severity in (("Nausea", "mild"), ("Headache", "severe"))
    ]
    all_given = [one.treatment for one in treatments()]
    return lay_side_effects(logged, all_given, all_given[-1].day + timedelta(days=30))


def keys(kind: str) -> tuple[str, ...]:
    if kind == "courses":
        return tuple(one.key for one in laid_courses())
    return tuple(str(day) for day in DAYS)


def draw(kind: str, figure: Figure, shown: Shown) -> Any:
    """Draw one kind of chart into a figure."""
    if kind == "hours":
        return draw_hours(figure, hours(), LIGHT, shown=shown)
    if kind == "side effects":
        return draw_side_effects(figure, effects(), LIGHT, shown=shown)
    if kind == "courses":
        return draw_courses(figure, subject(), laid_courses(), LIGHT, shown=shown)
    of_treatments: dict[str, Callable[..., Any]] = {
        "around": draw_around,
        "each": draw_each,
        "durations": draw_durations,
    }
    return of_treatments[kind](figure, subject(), treatments(), LIGHT, shown=shown)


@dataclass
class Restyled:
    """A chart on a canvas of the window's kind, restyled as the chart view does it."""

    kind: str
    shown: Shown
    ratio: float
    canvas: ChartCanvas
    artists: Any = None

    def lay_out(self, figure: Figure) -> tuple[Part, ...]:
        self.artists = draw(self.kind, figure, self.shown)
        parts: tuple[Part, ...] = self.artists.parts
        return parts

    def restyle(self, shown: Shown) -> None:
        before, self.shown = self.shown, shown
        self.artists.restyle(shown)
        self.canvas.restyle(before, shown)

    @property
    def pixels(self) -> NDArray[np.uint8]:
        return np.array(self.canvas.buffer_rgba())  # type: ignore[no-untyped-call]


@contextmanager
def on_canvas(
    kind: str,
    shown: Shown = EVERYTHING,
    *,
    ratio: float = 1.0,
    size: tuple[float, float] = SIZE,
    is_drawn: bool = True,
) -> Iterator[Restyled]:
    """A chart, drawn or only laid out; on a screen with so many pixels to each of the window's."""
    figure = Figure(figsize=size, dpi=72)
    canvas = ChartCanvas(figure, lambda figure: made.lay_out(figure))
    made = Restyled(kind, shown, ratio, canvas)
    canvas._set_device_pixel_ratio(ratio)  # as a screen would
    if is_drawn:
        canvas.draw()
    else:
        made.lay_out(figure)
    yield made
    canvas.deleteLater()


@pytest.fixture(scope="module")
def canvases(qapp: QApplication) -> Iterator[Callable[[str], Restyled]]:
    """One canvas of each kind, drawn when it is first asked for."""
    with ExitStack() as kept:
        yield cache(lambda kind: kept.enter_context(on_canvas(kind)))


@pytest.fixture
def one(canvases: Callable[[str], Restyled], kind: str) -> Restyled:
    """A chart of the kind that shows everything, drawn once for all tests that restyle it."""
    found = canvases(kind)
    found.restyle(EVERYTHING)
    return found


def is_same(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> bool:
    return one.shape == other.shape and bool((one == other).all())


def shown_of(kind: str) -> st.SearchStrategy[Shown]:
    some = st.sampled_from(keys(kind))
    return st.builds(Shown, st.none() | some, st.frozensets(some))


@pytest.mark.parametrize("kind", KINDS)
def test_restyled_in_any_order_the_picture_is_that_of_a_new_drawing(
    one: Restyled, kind: str
) -> None:
    """One canvas goes from example to example, and from each back to everything."""

    @cache
    def drawn_anew(shown: Shown) -> NDArray[np.uint8]:
        with on_canvas(kind, shown) as anew:
            return anew.pixels

    @tried(4)
    @given(st.lists(shown_of(kind), min_size=1, max_size=3))
    def check(steps: list[Shown]) -> None:
        for shown in (EVERYTHING, *steps):
            one.restyle(shown)
        assert is_same(one.pixels, drawn_anew(steps[-1]))

    check()


@pytest.mark.parametrize("kind", KINDS)
def test_on_a_sharp_screen_all_that_changed_is_painted(
    qapp: QApplication, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = keys(kind)[:2]
    shown = Shown(first, frozenset((second,)))
    with on_canvas(kind, ratio=2.0) as changed, on_canvas(kind, shown, ratio=2.0) as anew:
        painted: list[QRect] = []
        monkeypatch.setattr(changed.canvas, "update", painted.append)
        monkeypatch.setattr(changed.canvas, "height", lambda: changed.pixels.shape[0] // 2)
        before = changed.pixels
        changed.restyle(shown)
        assert is_same(changed.pixels, anew.pixels)
        rows, columns = np.nonzero((before != changed.pixels).any(axis=2))
        assert len(rows) > 0
        seen = np.zeros(before.shape[:2], dtype=bool)
        for place in painted:
            left, top = max(place.left(), 0), max(place.top(), 0)
            seen[2 * top : 2 * (place.bottom() + 1), 2 * left : 2 * (place.right() + 1)] = True
        assert seen[rows, columns].all()


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_restyled_stays_so_in_another_size_and_can_be_changed_there(
    qapp: QApplication, kind: str
) -> None:
    first, *others = keys(kind)
    shown, after = Shown(first, frozenset(others)), Shown(others[0])
    with on_canvas(kind) as changed:
        changed.restyle(shown)
        changed.canvas.figure.set_size_inches(*OTHER_SIZE)
        changed.canvas.renew()
        changed.canvas.draw()
        with on_canvas(kind, shown, size=OTHER_SIZE) as anew:
            assert is_same(changed.pixels, anew.pixels)
        changed.restyle(after)
        with on_canvas(kind, after, size=OTHER_SIZE) as anew:
            assert is_same(changed.pixels, anew.pixels)


@pytest.mark.parametrize("kind", KINDS)
def test_a_treatment_hidden_while_it_is_singled_out_looks_the_same_in_the_others(
    qapp: QApplication, kind: str
) -> None:
    """It is as if nothing were singled out: nobody stands back behind what is not there."""
    key, *others = keys(kind)
    with (
        on_canvas(kind, Shown(key, frozenset((key,))), is_drawn=False) as changed,
        on_canvas(kind, is_drawn=False) as plain,
    ):
        assert is_hidden(changed, key)
        for other in others:
            assert looks_of(changed, other) == looks_of(plain, other)


@pytest.mark.parametrize("kind", BY_TREATMENT)
def test_a_step_draws_two_treatments_and_no_words_that_stay(one: Restyled, kind: str) -> None:
    first, second, third = keys(kind)
    one.restyle(Shown(first))
    drawn = drawn_by(one, partial(one.restyle, Shown(second)))
    assert drawn == {a for p in parts_of(one, first, second) for a in p.artists}
    drawn = drawn_by(one, partial(one.restyle, Shown(second, frozenset((third,)))))
    assert drawn == {a for p in parts_of(one, third, hiding=True) for a in p.artists}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in BY_TREATMENT])
def test_a_step_draws_no_axis_and_no_words_around_the_chart(one: Restyled, kind: str) -> None:
    moving = {artist for part in one.artists.parts for artist in part.artists}
    drawn = drawn_by(one, partial(one.restyle, Shown(keys(kind)[0])))
    assert drawn <= moving
    assert len(moving) < len(one.canvas.figure.findobj()) / 2


@pytest.mark.parametrize("kind", KINDS)
def test_singling_out_the_same_again_draws_nothing(one: Restyled, kind: str) -> None:
    shown = Shown(keys(kind)[0])
    one.restyle(shown)
    assert drawn_by(one, partial(one.restyle, shown)) == set()


@pytest.mark.parametrize("kind", BY_TREATMENT)
def test_no_part_reaches_into_another(one: Restyled, kind: str) -> None:
    boxes = [part.box.transformed(one.canvas.figure.transFigure) for part in one.artists.parts]
    for index, box in enumerate(boxes):
        for other in boxes[index + 1 :]:
            wide = min(box.x1, other.x1) - max(box.x0, other.x0)
            tall = min(box.y1, other.y1) - max(box.y0, other.y0)
            assert min(wide, tall) < 0.01


def parts_of(one: Restyled, *wanted: str, hiding: bool = False) -> list[Part]:
    """The parts of treatments that another look changes: all of them where it hides."""
    parts: Iterable[Part] = one.artists.parts
    return [part for part in parts if part.key in wanted and (hiding or not part.only_hides)]


def drawn_by(one: Restyled, work: Callable[[], None]) -> set[Artist]:
    """The artists of the chart that are drawn, none of them twice."""
    drawn: list[Artist] = []
    with pytest.MonkeyPatch.context() as patch:
        for artist in one.canvas.figure.findobj():
            patch.setattr(artist, "draw", partial(_draw_and_tell, artist.draw, artist, drawn))
        work()
    assert len(drawn) == len(set(drawn))
    return set(drawn)


def _draw_and_tell(
    draw: Callable[[RendererBase], None],
    artist: Artist,
    drawn: list[Artist],
    renderer: RendererBase,
) -> None:
    drawn.append(artist)
    draw(renderer)


def artists_of(one: Restyled, key: str) -> list[Artist]:
    """The lines and bars of a treatment or course, by the name that its chart gives them."""
    if one.kind == "hours":
        return [line for found in one.artists.curves.values() for line in found[key].all]
    if one.kind == "side effects":
        return [a for span in one.artists.spans if span.span.key == key for a in span.all]
    if isinstance(one.artists, EachArtists):
        return [a for part in one.artists.panels[key].parts(key) for a in part.artists]
    if isinstance(one.artists, DurationsArtists):
        return [a for part in one.artists.rows[key].parts for a in part.artists]
    return [one.artists.lines[key], one.artists.bridges[key]]


def is_hidden(one: Restyled, key: str) -> bool:
    """Whether nothing measured of a treatment is seen."""
    if isinstance(one.artists, EachArtists):
        return one.artists.panels[key].is_hidden
    if isinstance(one.artists, DurationsArtists):
        return one.artists.rows[key].is_hidden
    return not any(artist.get_visible() for artist in artists_of(one, key))


def looks_of(one: Restyled, key: str) -> list[object]:
    return [
        (artist.get_visible(), artist.get_alpha(), artist.get_zorder())
        for artist in artists_of(one, key)
    ]
