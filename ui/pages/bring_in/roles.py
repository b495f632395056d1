"""What each column of a table is taken for, and the mapping that follows from it.

The window can say less than a mapping written by hand: `can_be_shown` tells whether nothing of a
mapping would be lost by showing it as one role a column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from enum import StrEnum

from journal.exchange.cells import DateOrder
from journal.exchange.mapping import (
    Block,
    MappedCheckIn,
    MappedNote,
    MappedSideEffect,
    MappedTreatment,
    OwnScale,
    SheetMapping,
    SideEffectPart,
    TreatmentPart,
    When,
)
from journal.instruments import Direction
from journal.own_scales import fresh_code
from journal.records import Route, Unit

ITEM, SCORE = "item ", "score "
"""Begin the part of an answer column: the code of an item or of a score follows."""

USUAL_START = time(10, 0)
"""The time of day for treatments and side effects where the file tells none, until changed."""


class Meaning(StrEnum):
    """What a column is taken for."""

    NOTHING = ""
    DAY = "day"
    CLOCK = "clock"
    INSTANT = "instant"
    OFFSET = "offset"
    ANSWER = "answer"
    SCALE = "scale"
    NOTE = "note"
    TREATMENT = "treatment"
    SIDE_EFFECT = "side-effect"


_ONLY_ONE = (Meaning.DAY, Meaning.CLOCK, Meaning.INSTANT, Meaning.OFFSET)


@dataclass(frozen=True)
class ScaleRange:
    """The ends of an own scale, what a higher value means, and the time it is about."""

    minimum: float = 0.0
    maximum: float = 10.0
    direction: Direction = Direction.NEITHER
    is_about_now: bool = False


@dataclass(frozen=True)
class Role:
    """One column's meaning. `instrument` and `part` say more of an answer, a treatment's or a
    side effect's column; `scale` of an own scale."""

    meaning: Meaning = Meaning.NOTHING
    instrument: str = ""
    part: str = ""
    scale: ScaleRange = ScaleRange()


@dataclass(frozen=True)
class FileChoices:
    """What holds for the whole file. None is found out, or this computer's."""

    date_order: DateOrder | None = None
    utc_offset: int | None = None
    decimal: str | None = None
    start: time = USUAL_START
    route: Route | None = None
    unit: Unit | None = None


class RoleFault(StrEnum):
    """Why the columns do not make a mapping yet."""

    NO_DAY = "no-day"
    NOTHING_CHOSEN = "nothing-chosen"
    SECOND = "second"
    SECOND_PART = "second-part"
    CLOCK_AND_INSTANT = "clock-and-instant"
    BAD_RANGE = "bad-range"
    NO_EFFECT = "no-effect"


@dataclass(frozen=True)
class Problem:
    """A fault, and the column at which it shows."""

    fault: RoleFault
    column: str = ""


Roles = Mapping[str, Role]


def problem_of(roles: Roles) -> Problem | None:
    """The first thing that keeps the columns from making a mapping."""
    seen: dict[object, str] = {}
    for column, role in roles.items():
        key = role.meaning if role.meaning in _ONLY_ONE else (role.instrument, role.part)
        is_single = role.meaning in _ONLY_ONE or role.meaning in (
            Meaning.ANSWER,
            Meaning.TREATMENT,
            Meaning.SIDE_EFFECT,
        )
        if is_single and (role.meaning, key) in seen:
            only_one = role.meaning in _ONLY_ONE
            return Problem(RoleFault.SECOND if only_one else RoleFault.SECOND_PART, column)
        seen[role.meaning, key] = column
        if role.meaning is Meaning.SCALE and role.scale.minimum >= role.scale.maximum:
            return Problem(RoleFault.BAD_RANGE, column)
    return _missing({role.meaning for role in roles.values()}, roles)


def _missing(found: set[Meaning], roles: Roles) -> Problem | None:
    if not found & {Meaning.DAY, Meaning.INSTANT}:
        return Problem(RoleFault.NO_DAY)
    if {Meaning.CLOCK, Meaning.INSTANT} <= found:
        return Problem(RoleFault.CLOCK_AND_INSTANT)
    if not found - {Meaning.NOTHING, *_ONLY_ONE}:
        return Problem(RoleFault.NOTHING_CHOSEN)
    effects = [role.part for role in roles.values() if role.meaning is Meaning.SIDE_EFFECT]
    if effects and SideEffectPart.EFFECT not in effects:
        return Problem(RoleFault.NO_EFFECT)
    return None


def can_be_shown(mapping: SheetMapping) -> bool:
    """Whether a mapping says nothing beyond what roles and choices can say."""
    codes = [block.instrument for block in mapping.check_ins]
    is_plain = not mapping.where and all(_is_plain(block) for block in mapping.blocks)
    is_single = len(set(codes)) == len(codes) and all(
        len(blocks) < 2 for blocks in (mapping.notes, mapping.treatments, mapping.side_effects)
    )
    used = [column for block in mapping.blocks for column in _columns_of(block)]
    return is_plain and is_single and len(set(used)) == len(used)


def _is_plain(block: Block) -> bool:
    if block.when is not None or block.where:
        return False
    if isinstance(block, MappedCheckIn | OwnScale) and block.note_column is not None:
        return False
    if isinstance(block, MappedTreatment):
        return bool(block.columns)
    return not isinstance(block, MappedSideEffect) or SideEffectPart.EFFECT in block.columns


def _columns_of(block: Block) -> tuple[str, ...]:
    if isinstance(block, OwnScale):
        return (block.column,)
    if isinstance(block, MappedCheckIn):
        return (*block.items.values(), *block.scores.values())
    if isinstance(block, MappedNote):
        return block.columns
    return tuple(block.columns.values())


def roles_of(mapping: SheetMapping, header: Sequence[str]) -> dict[str, Role]:
    """The role of every column of a header."""
    when = mapping.when
    named = {
        when.day_column: Role(Meaning.DAY),
        when.clock_column: Role(Meaning.CLOCK),
        when.instant_column: Role(Meaning.INSTANT),
        when.offset_column: Role(Meaning.OFFSET),
    }
    roles = {column: role for column, role in named.items() if column is not None}
    for block in mapping.check_ins:
        for begin, columns in ((ITEM, block.items), (SCORE, block.scores)):
            for code, column in columns.items():
                roles[column] = Role(Meaning.ANSWER, block.instrument, begin + code)
    for scale in mapping.scales:
        range_ = ScaleRange(
            scale.minimum, scale.maximum, scale.direction, is_about_now=scale.recall == "PT0S"
        )
        roles[scale.column] = Role(Meaning.SCALE, scale=range_)
    for note in mapping.notes:
        roles.update(dict.fromkeys(note.columns, Role(Meaning.NOTE)))
    for treatment in mapping.treatments:
        for part, column in treatment.columns.items():
            roles[column] = Role(Meaning.TREATMENT, part=part)
    for effect in mapping.side_effects:
        for side_part, column in effect.columns.items():
            roles[column] = Role(Meaning.SIDE_EFFECT, part=side_part)
    return {column: roles.get(column, Role()) for column in header if column}


def choices_of(mapping: SheetMapping) -> FileChoices:
    """What a mapping says of the whole file."""
    treatment = next(iter(mapping.treatments), None)
    effect = next(iter(mapping.side_effects), None)
    clock = (treatment.clock if treatment else None) or (effect.clock if effect else None)
    return FileChoices(
        date_order=mapping.when.date_order,
        utc_offset=mapping.when.utc_offset,
        decimal=mapping.sheet.decimal,
        start=clock or USUAL_START,
        route=treatment.route if treatment else None,
        unit=treatment.unit if treatment else None,
    )


def mapping_of(base: SheetMapping, roles: Roles, choices: FileChoices) -> SheetMapping:
    """The mapping that roles and choices make. What else `base` says of a block is kept."""
    columns = _Columns(roles)
    when = replace(
        base.when,
        day_column=columns.single(Meaning.DAY),
        clock_column=columns.single(Meaning.CLOCK),
        instant_column=columns.single(Meaning.INSTANT),
        offset_column=columns.single(Meaning.OFFSET),
        date_order=choices.date_order,
        date_format=None if choices.date_order else base.when.date_format,
        utc_offset=choices.utc_offset,
        zone=None if choices.utc_offset is not None else base.when.zone,
    )
    notes = columns.all(Meaning.NOTE)
    return replace(
        base,
        when=when,
        sheet=replace(base.sheet, decimal=choices.decimal),
        check_ins=_check_ins(base, columns),
        scales=_scales(base, roles),
        notes=(replace(_first_note(base), columns=notes),) if notes else (),
        treatments=_treatments(base, columns, choices),
        side_effects=_side_effects(base, columns, choices),
        ignored=columns.all(Meaning.NOTHING),
    )


@dataclass(frozen=True)
class _Columns:
    """The columns of each meaning."""

    roles: Roles
    _by_meaning: dict[Meaning, tuple[str, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for column, role in self.roles.items():
            self._by_meaning[role.meaning] = (*self.all(role.meaning), column)

    def all(self, meaning: Meaning) -> tuple[str, ...]:
        return self._by_meaning.get(meaning, ())

    def single(self, meaning: Meaning) -> str | None:
        return next(iter(self.all(meaning)), None)

    def parts(self, meaning: Meaning) -> dict[str, str]:
        """The column of each part."""
        return {self.roles[column].part: column for column in self.all(meaning)}

    def answers(self, instrument: str, begin: str) -> dict[str, str]:
        """The columns of an instrument's items, or of its scores, by code."""
        return {
            self.roles[column].part.removeprefix(begin): column
            for column in self.all(Meaning.ANSWER)
            if self.roles[column].instrument == instrument
            and self.roles[column].part.startswith(begin)
        }


def _check_ins(base: SheetMapping, columns: _Columns) -> tuple[MappedCheckIn, ...]:
    known = {block.instrument: block for block in base.check_ins}
    codes = dict.fromkeys(
        columns.roles[column].instrument for column in columns.all(Meaning.ANSWER)
    )
    return tuple(
        replace(
            known.get(code, MappedCheckIn(code)),
            items=columns.answers(code, ITEM),
            scores=columns.answers(code, SCORE),
        )
        for code in codes
    )


def _scales(base: SheetMapping, roles: Roles) -> tuple[OwnScale, ...]:
    known = {scale.column: scale for scale in base.scales}
    taken = {scale.code for scale in base.scales}
    scales = []
    for column, role in roles.items():
        if role.meaning is not Meaning.SCALE:
            continue
        found = known.get(column)
        if found is None:
            code = fresh_code(column, taken)
            taken.add(code)
            found = OwnScale(code, column, column, role.scale.minimum, role.scale.maximum)
        scales.append(_ranged(found, role.scale))
    return tuple(scales)


def _ranged(scale: OwnScale, range_: ScaleRange) -> OwnScale:
    is_about_now = scale.recall == "PT0S"
    told = replace(
        scale, minimum=range_.minimum, maximum=range_.maximum, direction=range_.direction
    )
    if is_about_now == range_.is_about_now:
        return told
    return replace(
        told,
        recall="PT0S" if range_.is_about_now else "P1D",
        recall_words="right now" if range_.is_about_now else "today",
        several_a_day=range_.is_about_now,
    )


def _first_note(base: SheetMapping) -> MappedNote:
    return base.notes[0] if base.notes else MappedNote(())


def _treatments(
    base: SheetMapping, columns: _Columns, choices: FileChoices
) -> tuple[MappedTreatment, ...]:
    parts = columns.parts(Meaning.TREATMENT)
    if not parts:
        return ()
    known = base.treatments[0] if base.treatments else MappedTreatment()
    return (
        replace(
            known,
            columns={TreatmentPart(part): column for part, column in parts.items()},
            clock=_clock(columns, choices),
            route=choices.route,
            unit=choices.unit,
        ),
    )


def _side_effects(
    base: SheetMapping, columns: _Columns, choices: FileChoices
) -> tuple[MappedSideEffect, ...]:
    parts = columns.parts(Meaning.SIDE_EFFECT)
    if not parts:
        return ()
    known = base.side_effects[0] if base.side_effects else MappedSideEffect()
    return (
        replace(
            known,
            columns={SideEffectPart(part): column for part, column in parts.items()},
            clock=_clock(columns, choices),
        ),
    )


def _clock(columns: _Columns, choices: FileChoices) -> time | None:
    """The fixed time of day, where no column tells one."""
    told = columns.single(Meaning.CLOCK) or columns.single(Meaning.INSTANT)
    return None if told else choices.start


def empty_mapping(name: str) -> SheetMapping:
    """A mapping that takes nothing yet."""
    return SheetMapping(name=name, when=When())
