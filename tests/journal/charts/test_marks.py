"""The points of a chart: found under the pointer, whichever panel they lie on."""

from journal.charts.marks import Mark, Marks
from tests.journal.charts.drawn import day, figure


def test_a_point_is_found_on_the_panel_on_which_it_lies() -> None:
    on = figure()
    left, right = on.subplots(1, 2)
    for axes in (left, right):
        axes.set_xlim(0, 10)
        axes.set_ylim(0, 10)
    marks = Marks(
        left, (Mark(5, 5, day(1), "left"), Mark(5, 5, day(2), "right", to_pixels=right.transData))
    )
    for mark, axes in zip(marks.all, (left, right), strict=True):
        place = marks.place(mark)
        assert place == tuple(axes.transData.transform((5, 5)))
        assert marks.nearest(*place) is mark
    assert marks.nearest(*left.transData.transform((0, 0))) is None


def test_a_chart_without_points_names_none() -> None:
    assert Marks(figure().subplots(), ()).nearest(10, 10) is None
