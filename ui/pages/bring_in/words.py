"""The words of bringing in: meanings of columns, what is wrong, what would be done."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from journal.exchange.cells import DateOrder
from journal.exchange.fault_words import FILE_FAULTS, ROW_FAULTS
from journal.exchange.faults import UnreadableRow
from journal.exchange.mapping import SideEffectPart, TreatmentPart
from journal.exchange.plan import ImportPlan
from journal.instruments import Direction, Instrument
from ui.pages.bring_in.roles import ITEM, SCORE, Meaning, Problem, RoleFault
from ui.problem_words import problem_words

translate = QCoreApplication.translate

Choices = list[tuple[str, str]]


def meaning_choices() -> Choices:
    """What a column may be taken for."""
    return [
        (Meaning.NOTHING, translate("BringIn", "leave out")),
        (Meaning.DAY, translate("BringIn", "the day")),
        (Meaning.CLOCK, translate("BringIn", "the time of day")),
        (Meaning.INSTANT, translate("BringIn", "day and time")),
        (Meaning.OFFSET, translate("BringIn", "offset from UTC")),
        (Meaning.ANSWER, translate("BringIn", "an answer or a score")),
        (Meaning.SCALE, translate("BringIn", "a scale of my own")),
        (Meaning.NOTE, translate("BringIn", "a note on the day, private")),
        (Meaning.TREATMENT, translate("BringIn", "part of a treatment")),
        (Meaning.SIDE_EFFECT, translate("BringIn", "part of a side effect")),
    ]


def part_choices(instrument: Instrument) -> Choices:
    """The items and the scores of a questionnaire."""
    items = [
        (ITEM + item.code, f"{item.group}: {item.text}" if item.group else item.text)
        for item in instrument.items
    ]
    scores = [
        (SCORE + score.code, translate("BringIn", "score: {title}").format(title=score.title))
        for score in instrument.scores
    ]
    return [*scores, *items] if len(items) == 1 else [*items, *scores]


def treatment_choices() -> Choices:
    """The parts of a treatment."""
    return [
        (TreatmentPart.AMOUNT, translate("BringIn", "the amount")),
        (TreatmentPart.UNIT, translate("BringIn", "the unit")),
        (TreatmentPart.ROUTE, translate("BringIn", "how it was given")),
        (TreatmentPart.SUBSTANCE, translate("BringIn", "the substance")),
        (TreatmentPart.PHASE, translate("BringIn", "the phase")),
        (TreatmentPart.STATUS, translate("BringIn", "planned, completed, cancelled")),
        (TreatmentPart.COURSE, translate("BringIn", "the course")),
        (TreatmentPart.MINUTES, translate("BringIn", "its minutes")),
        (TreatmentPart.CLINIC, translate("BringIn", "the clinic")),
        (TreatmentPart.COMPANION, translate("BringIn", "who brings me home")),
        (TreatmentPart.COST, translate("BringIn", "the cost")),
        (TreatmentPart.NOTE, translate("BringIn", "a note on it")),
    ]


def side_effect_choices() -> Choices:
    """The parts of a side effect."""
    return [
        (SideEffectPart.EFFECT, translate("BringIn", "the effect")),
        (SideEffectPart.SEVERITY, translate("BringIn", "how strong")),
        (SideEffectPart.NOTE, translate("BringIn", "a note on it")),
    ]


def direction_choices() -> Choices:
    """What a higher value of a scale means."""
    return [
        (Direction.NEITHER, translate("BringIn", "neither end is better")),
        (Direction.WORSE, translate("BringIn", "higher is worse")),
        (Direction.BETTER, translate("BringIn", "higher is better")),
    ]


def order_choices(orders: tuple[str, ...] = tuple(DateOrder)) -> Choices:
    """In which order dates are written."""
    known = {
        DateOrder.DAY_FIRST: translate("BringIn", "day, month, year"),
        DateOrder.MONTH_FIRST: translate("BringIn", "month, day, year"),
        DateOrder.YEAR_FIRST: translate("BringIn", "year, month, day"),
    }
    return [(order, known[DateOrder(order)]) for order in orders]


def decimal_choices() -> Choices:
    """The decimal mark of the file."""
    return [
        ("", translate("BringIn", "found out")),
        (".", translate("BringIn", "a point: 1.5")),
        (",", translate("BringIn", "a comma: 1,5")),
    ]


def offset_choices() -> Choices:
    """Where the times of the file were written down: this computer's zone, or an offset."""
    here = ("", translate("BringIn", "this computer’s time zone"))
    return [here, *((str(minutes), _offset(minutes)) for minutes in range(-720, 841, 30))]


def column_problem_words(problem: Problem) -> str:
    """What keeps the columns from being read, and what to do."""
    column = problem.column
    known = {
        RoleFault.NO_DAY: translate(
            "BringIn", "Choose the column that holds the day, or day and time."
        ),
        RoleFault.NOTHING_CHOSEN: translate(
            "BringIn", "Choose at least one column to bring in besides the day."
        ),
        RoleFault.SECOND: translate(
            "BringIn", "“{column}” has a meaning that only one column can have."
        ),
        RoleFault.SECOND_PART: translate(
            "BringIn", "“{column}” means the same as another column. Change one of them."
        ),
        RoleFault.CLOCK_AND_INSTANT: translate(
            "BringIn", "The time of day stands in two columns. Leave one of them out."
        ),
        RoleFault.BAD_RANGE: translate(
            "BringIn", "The scale “{column}” has to end above where it begins."
        ),
        RoleFault.NO_EFFECT: translate(
            "BringIn", "Choose the column that names the side effect as well."
        ),
    }
    return known[problem.fault].format(column=column)


def row_words(row: UnreadableRow) -> tuple[str, str, str]:
    """Where a row stands that was left out, the cell at fault, and the reason."""
    cell = f"{row.column}: {row.value}" if row.column and row.value else row.column or row.value
    where = translate("BringIn", "{file}, line {line}").format(file=row.file, line=row.line)
    return where, cell, ROW_FAULTS[row.reason]


def kind_words(kind: str) -> str:
    """A kind of record, by the name of its table."""
    known = {
        "people": translate("BringIn", "people"),
        "check_ins": translate("BringIn", "check-ins"),
        "treatments": translate("BringIn", "treatments"),
        "vital_signs": translate("BringIn", "vital signs"),
        "side_effects": translate("BringIn", "side effects"),
        "medicines": translate("BringIn", "medicines"),
        "intakes": translate("BringIn", "intakes of medicines"),
        "notes": translate("BringIn", "notes"),
        "questions": translate("BringIn", "questions for the clinic"),
    }
    return known.get(kind, kind)


def plan_lines(plan: ImportPlan) -> tuple[str, ...]:
    """What is to be known about a plan besides its numbers."""
    lines = []
    if plan.new_scales:
        titles = ", ".join(scale.title for scale in plan.new_scales)
        lines.append(
            translate("BringIn", "New scales of your own: {titles}.").format(titles=titles)
        )
    if plan.new_people:
        names = ", ".join(plan.new_people)
        lines.append(translate("BringIn", "New people: {names}.").format(names=names))
    ignored = () if plan.mapping is None else plan.mapping.ignored
    left_out = ", ".join((*ignored, *plan.unknown_columns))
    if left_out:
        lines.append(translate("BringIn", "Columns left out: {names}.").format(names=left_out))
    if plan.unknown_files:
        names = ", ".join(plan.unknown_files)
        lines.append(translate("BringIn", "Files that are not read: {names}.").format(names=names))
    if plan.passed_over:
        text = translate("BringIn", "%n rows say nothing here.", "", plan.passed_over)
        lines.append(text)
    lines += [
        translate(
            "BringIn", "{file}, line {line}: taken without “{value}”, which is not there."
        ).format(file=row.file, line=row.line, value=row.value)
        for row in plan.unlinked
    ]
    return tuple(lines)


def trouble(error: Exception) -> str | None:
    """What stands in the way of a file, in words; None for a defect of the program."""
    for kind in type(error).__mro__:
        say = _TROUBLES.get(kind.__name__)
        if say is not None:
            return say(error)
    return problem_words(error)


def _unreadable_file(error: Any) -> str:
    line = "" if error.line is None else translate("BringIn", ", line {n}").format(n=error.line)
    return translate(
        "BringIn",
        "{file}{line} cannot be read: {reason}. The journal was not changed. Save the file anew "
        "as CSV, or choose another one.",
    ).format(file=error.file, line=line, reason=FILE_FAULTS[error.reason])


def _header(error: Any) -> str:
    if error.twice:
        return translate(
            "BringIn",
            "{file} has these columns twice: {names}. The journal was not changed. Give each "
            "column a name of its own.",
        ).format(file=error.file, names=", ".join(error.twice))
    return translate(
        "BringIn",
        "{file} lacks the columns {names}. The journal was not changed. Choose the columns anew.",
    ).format(file=error.file, names=", ".join(error.missing))


def _no_known_file(error: Any) -> str:
    return translate(
        "BringIn",
        "{path} holds none of the files that Tidemark exports. The journal was not changed. "
        "Choose the folder that holds check-ins.csv, or a single CSV file.",
    ).format(path=error.path)


def _faulty_mapping(error: Any) -> str:
    return translate(
        "BringIn", "This mapping cannot be used: {reason}. The journal was not changed."
    ).format(reason=error.reason)


def _scale_differs(error: Any) -> str:
    return translate(
        "BringIn",
        "The journal has the scale {code} already, with another range or another meaning. The "
        "journal was not changed. Give the scale the same range, or rename the column in the file.",
    ).format(code=error.code)


def _scale_in_trash(error: Any) -> str:
    return translate(
        "BringIn",
        "The journal has the scale {code} in its trash. The journal was not changed. Bring it "
        "back first, or rename the column in the file.",
    ).format(code=error.code)


def _nothing_readable(error: Any) -> str:
    return translate(
        "BringIn", "Not one row of {file} can be read, so nothing was brought in."
    ).format(file=error.file)


def _offset(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours:02}:{rest:02}"


_TROUBLES: dict[str, Callable[[Any], str]] = {
    "UnreadableFile": _unreadable_file,
    "HeaderDoesNotFit": _header,
    "NoKnownFile": _no_known_file,
    "FaultyMapping": _faulty_mapping,
    "ScaleDiffers": _scale_differs,
    "ScaleInTrash": _scale_in_trash,
    "NothingReadable": _nothing_readable,
}
