"""Blood pressure, pulse, oxygen and weight as measured, with the hours of treatment days."""

from journal.report.data import ReportData
from journal.report.document import Block, Paragraph
from journal.report.parts.made import Made, grid_of
from journal.report.pictures import hours_drawing
from journal.words import report as said
from journal.words.table import Table


def vital_signs_blocks(data: ReportData) -> Made:
    """Treatment days by the hour, and every measurement by time."""
    numbers = data.numbers
    rows = [
        (
            "no time told" if one.taken_at is None else said.moment(one.taken_at.local),
            said.treatment_number(numbers.get(one.treatment_id or "")),
            said.pressure(one.systolic, one.diastolic),
            said.measured(one.pulse),
            said.measured(one.spo2),
            said.measured(one.weight),
        )
        for one in data.vital_signs
    ]
    drawings = []
    if data.hours:
        drawings.append(hours_drawing("hours.svg", data.hours, is_sample=data.is_sample))
    blocks: list[Block] = [drawing.picture for drawing in drawings]
    if rows:
        table = Table(said.VITAL_SIGNS_HEADINGS, tuple(rows))
        blocks.append(grid_of(table, 34, 28, 38, 30, 22, 0))
    return Made(tuple(blocks or [Paragraph(said.NO_VITAL_SIGNS)]), tuple(drawings))
