"""The sections of the report after its first page: from the data to blocks and charts."""

from collections.abc import Callable, Mapping

from journal.report.choices import Paper, Section
from journal.report.data import ReportData
from journal.report.document import Part
from journal.report.parts.logged import (
    medicines_blocks,
    notes_blocks,
    questions_blocks,
    side_effects_blocks,
)
from journal.report.parts.made import Made
from journal.report.parts.method import method_blocks
from journal.report.parts.questionnaires import questionnaires_blocks
from journal.report.parts.treatments import treatments_blocks
from journal.report.parts.vital_signs import vital_signs_blocks
from journal.report.pictures import Drawing
from journal.words.report import SECTION_TITLES

_BLOCKS: Mapping[Section, Callable[[ReportData], Made]] = {
    Section.SIDE_EFFECTS: side_effects_blocks,
    Section.VITAL_SIGNS: vital_signs_blocks,
    Section.MEDICINES: medicines_blocks,
    Section.QUESTIONNAIRES: questionnaires_blocks,
    Section.QUESTIONS: questions_blocks,
    Section.NOTES: notes_blocks,
    Section.METHOD: method_blocks,
}


_TALL = 4.5
"""Inches: a chart taller than this would leave its heading alone on the page before."""


def part_of(section: Section, data: ReportData, paper: Paper) -> tuple[Part, tuple[Drawing, ...]]:
    """One section, and the charts that it needs; a chart of many treatments fills the paper."""
    if section is Section.TREATMENTS:
        made = treatments_blocks(data, paper)
    else:
        made = _BLOCKS[section](data)
    tallest = max((one.picture.height for one in made.drawings), default=0.0)
    begins_page = section is Section.METHOD or tallest > _TALL
    return Part(SECTION_TITLES[section], made.blocks, begins_page), made.drawings


__all__ = ["part_of"]
