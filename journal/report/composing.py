"""From the data to the report as a document, and to the charts that it needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from journal import words
from journal.charts import style
from journal.report.choices import Paper, ReportChoices, Section, named
from journal.report.data import ReportData
from journal.report.document import FirstPage, Grid, Picture, Report, Running
from journal.report.parts import part_of
from journal.report.pictures import (
    Drawing,
    around_drawing,
    around_within,
    timeline_drawing,
)
from journal.report.version import program_version
from journal.trajectories.values import AroundTreatment
from journal.words import report as said

_TREATMENT_WIDTHS = {
    "No.": 7.0,
    "Date": 21.0,
    "As told by the clinic": 0.0,
    "Baseline": 21.0,
    "Best value": 17.0,
    "Change": 21.5,
    "Response": 23.0,
    "Duration": 25.0,
    "Rated days": 17.0,
    "Entries after": 20.0,
}

_FIRST_CHART, _TALLEST_FIRST_CHART = 4.0, 5.2
_ROOM = {Paper.A4: 8.2, Paper.LETTER: 7.4}
_ROW, _LINE = 0.2, 0.13
"""Inches: the chart of the first page takes the room that the rows of the table leave it."""

_SIZE, _INSET = 7.8, 2.5
"""The type of a table in points, and the millimetres of a column that are not written on."""


@dataclass(frozen=True)
class Composed:
    """A report in words, and the charts that are still to be drawn for it."""

    report: Report
    drawings: tuple[Drawing, ...]


def compose(data: ReportData, choices: ReportChoices, digest: str) -> Composed:
    """Lay out what was chosen; `digest` is the hash of the data."""
    span = (data.first, data.cut_off)
    name = named(data.name, choices.naming)
    chart = _first_chart(data, choices.paper)
    parts, drawings = [], [chart]
    for section in Section:
        if section in choices.sections:
            part, more = part_of(section, data, choices.paper)
            parts.append(part)
            drawings += more
    hidden = [
        said.SECTION_TITLES[section] for section in Section if section not in choices.sections
    ]
    report = Report(
        title=f"{name or said.NO_NAME}, {said.day_range(*span)}",
        author=name,
        day=data.cut_off,
        paper=choices.paper,
        running=Running(
            whose=said.whose(name, span),
            what=said.ON_EVERY_PAGE,
            sample=words.SAMPLE if data.is_sample else "",
            origin=said.origin(data.cut_off, program_version(), digest),
        ),
        first=_first_page(data, name, chart.picture),
        parts=tuple(parts),
        about=(
            said.left_out(data.private_notes, hidden),
            *said.about(data.cut_off, program_version(), digest),
        ),
    )
    return Composed(report, tuple(drawings))


def _first_page(data: ReportData, name: str, chart: Picture) -> FirstPage:
    span = (data.first, data.cut_off)
    shown = around_within(data.main, data.first)
    counted = [one for one in data.main.day_values if data.covers(one.day)]
    grid = treatments_grid(shown)
    earliest = shown[0].number if shown else 0
    is_rare = data.main.rules.is_rare
    sentences = (
        " ".join(said.coverage(counted, span, incomplete=data.incomplete, is_rare=is_rare)),
        said.responses(shown),
    )
    return FirstPage(
        title=name or said.NO_NAME,
        second=said.day_range(*span),
        what=said.WHAT_IT_IS,
        chart=chart,
        sentences=sentences,
        how_to_read=said.how_to_read(shown),
        treatments=grid,
        rest=said.rest_on_page(earliest, "{page}"),
        rest_title=said.REST_TITLE,
    )


def treatments_grid(shown: Sequence[AroundTreatment]) -> Grid | None:
    """The table of treatments; None without any."""
    if not shown:
        return None
    table = said.treatments_table(shown)
    return Grid(
        table.headings,
        table.rows,
        widths=tuple(_TREATMENT_WIDTHS[name] for name in table.headings),
    )


def _height_of_rows(grid: Grid) -> float:
    """About how high the rows of a table are, in inches; a cell may take more than one line."""

    def lines(cell: str, millimetres: float) -> int:
        return len(style.wrap(cell, _SIZE, (millimetres - _INSET) / 25.4)) if millimetres else 1

    most = [max(map(lines, row, grid.widths)) for row in grid.rows]
    return sum(_ROW + _LINE * (number - 1) for number in most)


def _first_chart(data: ReportData, paper: Paper) -> Drawing:
    """The overlay of the treatments, or the timeline where there is none."""
    shown = around_within(data.main, data.first)
    grid = treatments_grid(shown)
    left = _ROOM[paper] - (_height_of_rows(grid) if grid else 0.0)
    height = max(min(left, _TALLEST_FIRST_CHART), _FIRST_CHART)
    if shown:
        return around_drawing("first.svg", data.main, shown, height)
    return timeline_drawing("first.svg", data.main, (data.first, data.cut_off), height)
