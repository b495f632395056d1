"""One role a column: what mapping follows from the roles, and what is missing for one."""

from dataclasses import replace
from datetime import time

import pytest

from journal.exchange.cells import DateOrder
from journal.exchange.mapping import (
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
from journal.exchange.mapping_file import load_mapping
from journal.exchange.mapping_text import mapping_text
from journal.instruments import Direction
from journal.records import Route, Unit
from ui.pages.bring_in.roles import (
    FileChoices,
    Meaning,
    Problem,
    Role,
    RoleFault,
    ScaleRange,
    can_be_shown,
    choices_of,
    empty_mapping,
    mapping_of,
    problem_of,
    roles_of,
)

WHOLE = SheetMapping(
    name="diary",
    when=When(day_column="Date", date_order=DateOrder.DAY_FIRST, utc_offset=60),
    check_ins=(
        MappedCheckIn("gad7", items={"1": "nervous"}, scores={"total": "gad7"}, rater="Alex"),
    ),
    scales=(
        OwnScale("own-tension", "Tension", "Tension 0-10", 0, 10, direction=Direction.WORSE),
        OwnScale("own-now", "Now", "now", -3, 3, recall="PT0S", recall_words="right now"),
    ),
    notes=(MappedNote(("what", "where"), is_private=False),),
    treatments=(
        MappedTreatment(
            {TreatmentPart.AMOUNT: "dose", TreatmentPart.CLINIC: "place"},
            clock=time(9, 30),
            substance="ketamine",
            route=Route.IV,
            unit=Unit.MG,
        ),
    ),
    side_effects=(
        MappedSideEffect(
            {SideEffectPart.EFFECT: "effect", SideEffectPart.SEVERITY: "grade"}, clock=time(9, 30)
        ),
    ),
    ignored=("row",),
)
HEADER = (
    *("row", "Date", "nervous", "gad7", "Tension 0-10", "now", "what", "where"),
    *("dose", "place", "effect", "grade"),
)
DAY_ROLE = {"Date": Role(Meaning.DAY)}


def test_a_mapping_comes_back_from_its_roles() -> None:
    assert can_be_shown(WHOLE)
    roles = roles_of(WHOLE, HEADER)
    assert mapping_of(WHOLE, roles, choices_of(WHOLE)) == WHOLE


def test_every_mapping_made_is_one_that_can_be_written_and_read() -> None:
    made = mapping_of(empty_mapping("diary"), roles_of(WHOLE, HEADER), choices_of(WHOLE))
    assert load_mapping(mapping_text(made)) == made


def test_left_out_columns_are_ignored_by_name() -> None:
    roles = roles_of(WHOLE, (*HEADER, "weather"))
    assert mapping_of(WHOLE, roles, choices_of(WHOLE)).ignored == ("row", "weather")


def test_a_new_scale_has_a_code_of_its_own() -> None:
    scale = ScaleRange(1, 5, Direction.BETTER)
    roles = {
        **DAY_ROLE,
        "Mood": Role(Meaning.SCALE, scale=scale),
        "mood!": Role(Meaning.SCALE, scale=scale),
        "Настроение": Role(Meaning.SCALE, scale=scale),
    }
    made = mapping_of(empty_mapping("x"), roles, FileChoices()).scales
    assert [one.code for one in made] == ["own-mood", "own-mood-2", "own-scale"]
    assert [one.title for one in made] == ["Mood", "mood!", "Настроение"]
    assert {(one.minimum, one.maximum, one.direction) for one in made} == {(1, 5, Direction.BETTER)}


def test_a_scale_about_the_moment_has_that_recall() -> None:
    roles = {**DAY_ROLE, "m": Role(Meaning.SCALE, scale=ScaleRange(is_about_now=True))}
    (scale,) = mapping_of(empty_mapping("x"), roles, FileChoices()).scales
    assert (scale.recall, scale.recall_words, scale.several_a_day) == ("PT0S", "right now", True)


def test_the_start_is_used_only_where_no_column_tells_it() -> None:
    roles = {**DAY_ROLE, "dose": Role(Meaning.TREATMENT, part="amount")}
    choices = FileChoices(start=time(8, 0))
    (without,) = mapping_of(empty_mapping("x"), roles, choices).treatments
    assert without.clock == time(8, 0)
    roles["clock"] = Role(Meaning.CLOCK)
    (with_clock,) = mapping_of(empty_mapping("x"), roles, choices).treatments
    assert with_clock.clock is None


def test_a_told_order_takes_the_place_of_a_format() -> None:
    base = replace(empty_mapping("x"), when=When(day_column="Date", date_format="%d/%m/%y"))
    told = FileChoices(date_order=DateOrder.MONTH_FIRST)
    when = mapping_of(base, DAY_ROLE, told).when
    assert (when.date_order, when.date_format) == (DateOrder.MONTH_FIRST, None)
    assert mapping_of(base, DAY_ROLE, FileChoices()).when.date_format == "%d/%m/%y"


@pytest.mark.parametrize(
    ("roles", "problem"),
    [
        ({"a": Role(Meaning.NOTE)}, Problem(RoleFault.NO_DAY)),
        ({"a": Role(Meaning.DAY)}, Problem(RoleFault.NOTHING_CHOSEN)),
        (
            {"a": Role(Meaning.DAY), "b": Role(Meaning.DAY), "c": Role(Meaning.NOTE)},
            Problem(RoleFault.SECOND, "b"),
        ),
        (
            {
                "a": Role(Meaning.DAY),
                "b": Role(Meaning.ANSWER, "gad7", "item 1"),
                "c": Role(Meaning.ANSWER, "gad7", "item 1"),
            },
            Problem(RoleFault.SECOND_PART, "c"),
        ),
        (
            {"a": Role(Meaning.INSTANT), "b": Role(Meaning.CLOCK), "c": Role(Meaning.NOTE)},
            Problem(RoleFault.CLOCK_AND_INSTANT),
        ),
        (
            {"a": Role(Meaning.DAY), "b": Role(Meaning.SCALE, scale=ScaleRange(5, 5))},
            Problem(RoleFault.BAD_RANGE, "b"),
        ),
        (
            {"a": Role(Meaning.DAY), "b": Role(Meaning.SIDE_EFFECT, part="severity")},
            Problem(RoleFault.NO_EFFECT),
        ),
        (
            {
                "a": Role(Meaning.DAY),
                "b": Role(Meaning.NOTE),
                "c": Role(Meaning.NOTE),
                "d": Role(Meaning.ANSWER, "gad7", "item 1"),
                "e": Role(Meaning.ANSWER, "phq8", "item 1"),
            },
            None,
        ),
    ],
)
def test_what_keeps_columns_from_being_read(
    roles: dict[str, Role], problem: Problem | None
) -> None:
    assert problem_of(roles) == problem


@pytest.mark.parametrize(
    "mapping",
    [
        replace(WHOLE, where={"event": ["x"]}),
        replace(WHOLE, notes=(replace(WHOLE.notes[0], where={"event": ["x"]}),)),
        replace(WHOLE, notes=(replace(WHOLE.notes[0], when=When(day_column="Other")),)),
        replace(WHOLE, check_ins=(WHOLE.check_ins[0], WHOLE.check_ins[0])),
        replace(WHOLE, check_ins=(replace(WHOLE.check_ins[0], note_column="what"),)),
        replace(WHOLE, side_effects=(MappedSideEffect(effect="nausea", clock=time(9)),)),
        replace(WHOLE, treatments=(MappedTreatment(clock=time(9)),)),
        replace(WHOLE, notes=(MappedNote(("nervous",)),)),
    ],
)
def test_a_mapping_that_says_more_is_not_taken_apart(mapping: SheetMapping) -> None:
    assert not can_be_shown(mapping)
