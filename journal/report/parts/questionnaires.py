"""Everything else that was rated: other questionnaires, and what observers rated."""

from journal.report.data import ReportData
from journal.report.document import Block, Heading, Paragraph
from journal.report.parts.made import Made, grid_of
from journal.report.pictures import Drawing, subject_of, timeline_drawing
from journal.series import Series
from journal.words import report as said

_HEIGHT = 2.8
_WIDTHS = dict(zip(said.VALUE_HEADINGS, (24, 18, 34, 60, 0), strict=True))
_LEAST_DRAWN = 2


def questionnaires_blocks(data: ReportData) -> Made:
    """One chart a score, and the values of questionnaires about weeks as a table."""
    blocks: list[Block] = []
    drawings: list[Drawing] = []
    for place, found in enumerate(data.others):
        made = _blocks(data, found, f"other-{place}.svg")
        blocks += made.blocks
        drawings += made.drawings
    return Made(tuple(blocks or [Paragraph(said.NO_OTHERS)]), tuple(drawings))


def _blocks(data: ReportData, found: Series, file: str) -> Made:
    what, is_rare = subject_of(found), found.rules.is_rare
    values = [one for one in found.day_values if data.covers(one.day)]
    between = said.values_range(values, is_rare=is_rare)
    blocks: list[Block] = [Heading(f"{found.instrument.title}, {what.rater}", between)]
    drawings = []
    if len(values) >= _LEAST_DRAWN:
        drawings.append(timeline_drawing(file, found, (data.first, data.cut_off), _HEIGHT))
        blocks.append(drawings[0].picture)
    else:
        blocks.append(Paragraph(said.scale_of(what), is_quiet=True))
    if is_rare or not drawings:
        given = [one.treatment for one in found.around]
        table = said.values_table(values, found.score.bands, given)
        widths = [_WIDTHS[name] for name in table.headings]
        blocks.append(grid_of(table, *widths[:-1], 0))
    return Made(tuple(blocks), tuple(drawings))
