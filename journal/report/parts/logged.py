"""What was logged beside the scores: side effects, other medicines, visits, questions, notes."""

from collections import Counter
from datetime import time

from journal.days import Instant, day_of
from journal.report.data import ReportData
from journal.report.document import Block, Heading, Paragraph
from journal.report.parts.made import Made, grid_of
from journal.report.pictures import side_effects_drawing
from journal.side_effects import is_first_moment, is_last_moment
from journal.words import report as said
from journal.words.table import Table


def side_effects_blocks(data: ReportData) -> Made:
    """Each side effect with its grade, and from when to when it was there."""
    if not data.side_effects:
        return Made((Paragraph(said.NO_SIDE_EFFECTS),))
    numbers = data.numbers
    rows = [
        (
            _moment(one.onset, data.day_ends_at, is_end=False),
            said.treatment_number(numbers.get(one.treatment_id or "")),
            one.effect,
            one.severity or "not told",
            _moment(one.end, data.day_ends_at, is_end=True),
        )
        for one in data.side_effects
    ]
    table = Table(said.SIDE_EFFECT_HEADINGS, tuple(rows))
    grades = [f"{grade}: {meaning}" for grade, meaning in data.grades]
    blocks: list[Block] = [
        Paragraph(f"{said.SIDE_EFFECTS_ARE} {'; '.join(grades)}.", is_quiet=True)
    ]
    drawings = []
    if data.effects.spans and _covers_all_treatments(data):
        drawings.append(
            side_effects_drawing("side-effects.svg", data.effects, is_sample=data.is_sample)
        )
        blocks.append(drawings[0].picture)
    blocks.append(grid_of(table, 34, 24, 0, 22, 34))
    return Made(tuple(blocks), tuple(drawings))


def _covers_all_treatments(data: ReportData) -> bool:
    """Whether every treatment lies in the range: the chart counts after how many of them."""
    return all(data.covers(one.day) for one in data.effects.treatments)


def medicines_blocks(data: ReportData) -> Made:
    """Other medicines, then the single intakes of those taken when needed."""
    if not data.medicines and not data.intakes:
        return Made((Paragraph(said.NO_MEDICINES),))
    names = {one.id: one for one in data.medicines}
    taken = Counter(one.medicine_id for one in data.intakes)
    table = Table(
        said.MEDICINE_HEADINGS,
        tuple(
            (
                one.name,
                str(one.kind),
                one.amount or "not told",
                "not known" if one.from_day is None else said.dated(one.from_day),
                "still taken" if one.to_day is None else said.dated(one.to_day),
                str(taken[one.id]) if one.id is not None and taken[one.id] else "–",
            )
            for one in data.medicines
        ),
    )
    blocks: list[Block] = [grid_of(table, 0, 32, 34, 24, 24, 22)]
    singles = tuple(
        (said.moment(one.taken_at.local), names[one.medicine_id].name, one.amount or "as above")
        for one in data.intakes
        if one.taken_at is not None and one.medicine_id in names
    )
    if singles:
        blocks += [
            Heading(said.INTAKES_TITLE),
            grid_of(Table(said.INTAKE_HEADINGS, singles), 40, 0, 50),
        ]
    return Made(tuple(blocks))


def questions_blocks(data: ReportData) -> Made:
    """Visits to the clinic, questions still open, and those answered."""
    blocks: list[Block] = []
    if data.visits:
        rows = tuple((said.dated(one.day), one.clinic, one.note) for one in reversed(data.visits))
        blocks += [Heading(said.VISITS_TITLE), grid_of(Table(said.VISIT_HEADINGS, rows), 24, 44, 0)]
    waiting = tuple((said.dated(one.asked_on), one.text) for one in data.questions if one.is_open)
    if waiting:
        blocks += [
            Heading(said.OPEN_QUESTIONS_TITLE),
            grid_of(Table(said.OPEN_QUESTION_HEADINGS, waiting), 24, 0),
        ]
    answered = tuple(
        (said.dated(one.asked_on), one.text, one.answer, said.dated(one.answered_on))
        for one in reversed(data.questions)
        if one.answered_on is not None
    )
    if answered:
        blocks += [
            Heading(said.ANSWERED_TITLE),
            grid_of(Table(said.ANSWERED_HEADINGS, answered), 24, 0, 60, 24),
        ]
    return Made(tuple(blocks or [Paragraph(said.NO_QUESTIONS)]))


def notes_blocks(data: ReportData) -> Made:
    """Notes that are not private, by day."""
    if not data.notes:
        return Made((Paragraph(said.NO_NOTES),))
    rows = tuple((said.dated(one.day), one.about or "day", one.text) for one in data.notes)
    return Made((grid_of(Table(said.NOTE_HEADINGS, rows), 24, 32, 0),))


def _moment(at: Instant | None, day_ends_at: time, *, is_end: bool) -> str:
    """A moment in words; the first or last minute of a day stands for that day without a clock."""
    if at is None:
        return "not told"
    is_day_alone = is_last_moment if is_end else is_first_moment
    if is_day_alone(at, day_ends_at):
        return said.dated(day_of(at, day_ends_at))
    return said.moment(at.local)
