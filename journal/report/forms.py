"""A blank paper form of any instrument, laid out by what kinds of questions it has."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from journal.instruments import Instrument, Item, Option
from journal.report.choices import Paper
from journal.report.document import (
    Asked,
    Choice,
    Column,
    Crossed,
    Form,
    Line,
    Matrix,
    Number,
    OneOf,
)
from journal.report.typesetting import Sheet, sheet
from journal.report.version import program_version
from journal.words import figure
from journal.words import forms as said

_LINE_MARKS = 10
_MOST_BOXES = 11


def blank_form(instrument: Instrument, paper: Paper) -> Form:
    """The form of one instrument, with every item and all its answers."""
    blocks = tuple(_blocks(instrument.items))
    return Form(
        title=instrument.title,
        paper=paper,
        second=said.second_line(instrument),
        instruction=instrument.instruction,
        lines=_lines(instrument),
        blocks=blocks,
        marking=_marking(blocks),
        licence=said.licence(instrument),
        origin=said.origin(instrument, program_version()),
    )


def form_sheet(instrument: Instrument, paper: Paper) -> Sheet:
    """The form of one instrument, ready to be set."""
    return sheet(blank_form(instrument, paper), {})


def _lines(instrument: Instrument) -> tuple[str, ...]:
    time = (said.TIME_LINE,) if instrument.several_a_day else ()
    return (said.DAY_LINE, *time, said.RATER_LINE)


def _marking(blocks: Sequence[Asked]) -> str:
    if len(blocks) == 1 and isinstance(blocks[0], Crossed) and blocks[0].imagined:
        return said.BOX_AND_IMAGINED
    if all(isinstance(block, Line) for block in blocks):
        return said.LINES
    if all(isinstance(block, Matrix | Crossed | OneOf) for block in blocks):
        return said.BOXES
    return said.MIXED


def _blocks(items: Sequence[Item]) -> list[Asked]:
    crossed = _crossed(items)
    if crossed is not None:
        return [crossed]
    blocks: list[Asked] = []
    for options, run in groupby(items, lambda item: item.options):
        asked = tuple(run)
        if options and len(asked) > 1:
            blocks.append(Matrix(_choices(options), tuple(_text(item) for item in asked)))
        else:
            blocks += [_single(item) for item in asked]
    return blocks


def _crossed(items: Sequence[Item]) -> Crossed | None:
    """One table where every group is asked the same questions; None where they differ."""
    groups = [tuple(run) for _, run in groupby(items, lambda item: item.group)]
    first = groups[0]
    same = all(
        [(item.text, item.options) for item in group]
        == [(item.text, item.options) for item in first]
        for group in groups
    )
    if not same or len(groups) < 2 or len(first) < 2 or not all(item.options for item in first):
        return None
    return Crossed(
        columns=tuple(Column(item.text, _choices(item.options)) for item in first),
        rows=tuple(group[0].group for group in groups),
        imagined=said.IMAGINED if any(item.may_be_imagined for item in items) else "",
    )


def _single(item: Item) -> Asked:
    if item.options:
        return OneOf(_text(item), _choices(item.options))
    steps = round((item.maximum - item.minimum) / item.step)
    if item.unit:
        return Number(_text(item), item.unit)
    if steps < _MOST_BOXES:
        values = [item.minimum + item.step * step for step in range(steps + 1)]
        boxes = tuple(Choice(figure(value), "") for value in values)
        return OneOf(_text(item), boxes, item.low, item.high)
    width = (item.maximum - item.minimum) / _LINE_MARKS
    marks = tuple(figure(item.minimum + width * mark) for mark in range(_LINE_MARKS + 1))
    return Line(_text(item), marks, item.low, item.high, said.MY_NUMBER)


def _text(item: Item) -> str:
    return f"{item.group}: {item.text}" if item.group else item.text


def _choices(options: Iterable[Option]) -> tuple[Choice, ...]:
    return tuple(Choice(str(option.value), option.text) for option in options)
