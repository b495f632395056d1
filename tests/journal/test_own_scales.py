"""Scales of the patient's own: what is made is asked, and what was logged keeps its sense."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal import queries
from journal.check_ins import discard_check_in, draft_name, keep_draft, log_check_in
from journal.exchange.faults import ScaleDiffers, ScaleInTrash
from journal.exchange.mapping_file import load_mapping
from journal.exchange.plan import ImportPlan, carry_out, plan_import
from journal.exchange.suggest import suggest
from journal.instrument_files import FaultyInstrument, load_instrument, load_instruments
from journal.instruments import Direction, Option
from journal.own_scales import (
    RECALLS,
    Choices,
    FixedByUse,
    OwnScale,
    Question,
    Slider,
    UnknownScale,
    as_instrument,
    as_scale,
    bring_back_own_scale,
    change_own_scale,
    definition,
    discard_own_scale,
    discarded_own_scales,
    fresh_code,
    is_used,
    keep_own_scale,
    own_scales,
)
from journal.records import CheckIn
from journal.scoring import Answer, totals
from journal.series import main_series, series
from journal.settings import JournalSettings, journal_settings, keep_settings, rules_for
from journal.store import Journal
from journal.verification import verify
from journal.words.scores import score_words
from tests.builders import DAY, instant, new_journal

INSTRUMENTS = load_instruments()
LATER = instant("2026-01-20T10:00:00+00:00")

MOOD = OwnScale("Mood", (Question("How was your mood?", Slider(-3, 3, 1, "Low", "High")),))
TENSE = OwnScale(
    "Jaw",
    (
        Question("How tense was it?", Slider(0, 10, 0.5)),
        Question("How often?", Choices((Option(0, "Never"), Option(2, "Often")))),
    ),
    direction=Direction.WORSE,
    due_every=1,
)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


def kept(journal: Journal, scale: OwnScale = MOOD) -> OwnScale:
    with journal.write("Make a scale") as session:
        code = keep_own_scale(session, scale)
    return found(journal, code)


def found(journal: Journal, code: str) -> OwnScale:
    with journal.read() as session:
        return next(one for one in own_scales(session) if one.code == code)


def logged(journal: Journal, scale: OwnScale, value: float) -> str:
    with journal.write("Log") as session:
        answers = {item.code: Answer(value) for item in as_instrument(scale).items}
        return log_check_in(session, as_instrument(scale), DAY, answers).id


def change(journal: Journal, scale: OwnScale) -> OwnScale:
    with journal.write("Change a scale") as session:
        change_own_scale(session, scale)
    return found(journal, scale.code)


# ---- what is made is what is asked ----


def test_a_single_slider_is_asked_under_its_title() -> None:
    instrument = as_instrument(replace(MOOD, code="own-mood"))
    (item,) = instrument.items
    assert (item.code, item.minimum, item.maximum, item.step) == ("value", -3, 3, 1)
    assert (item.low, item.high, item.options) == ("Low", "High", ())
    assert (instrument.title, instrument.instruction) == ("Mood", "How was your mood?")
    assert (instrument.recall, instrument.recall_words) == ("P1D", "today")
    assert list(instrument.main_score.ticks) == [-3, -2, -1, 0, 1, 2, 3]


def test_a_score_of_a_range_below_zero_is_told_with_both_its_ends() -> None:
    instrument = as_instrument(replace(MOOD, code="own-mood"))
    assert score_words(instrument, {"total": -2}) == "−2 on a scale from −3 to 3"
    assert score_words(instrument, {}) == "incomplete"


def test_the_answers_to_several_questions_are_added_up() -> None:
    instrument = as_instrument(replace(TENSE, code="own-jaw"))
    assert [item.code for item in instrument.items] == ["1", "2"]
    score = instrument.main_score
    assert (score.minimum, score.maximum) == (0, 12)
    assert list(score.ticks) == [0, 3, 6, 9, 12]
    assert totals(instrument, {"1": Answer(4.5), "2": Answer(2)}) == {"total": 6.5}
    assert totals(instrument, {"1": Answer(4.5)}) == {}, "none is prorated"


def test_a_scale_of_ones_own_has_no_response_line() -> None:
    for scale in (MOOD, TENSE):
        instrument = as_instrument(replace(scale, code="own-x"))
        assert not rules_for(instrument, instrument.main_score, JournalSettings()).allows_line


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1)
NUMBERS = st.integers(-1000, 1000)


@st.composite
def sliders(draw: st.DrawFn) -> Slider:
    least = draw(NUMBERS)
    span = draw(st.integers(1, 1000))
    step = draw(st.sampled_from([0.1, 0.5, 1.0]))
    ends = st.one_of(st.just(""), TEXTS)
    return Slider(least, least + span, step, draw(ends), draw(ends), draw(ends))


@st.composite
def choices(draw: st.DrawFn) -> Choices:
    numbers = sorted(draw(st.sets(NUMBERS, min_size=2, max_size=6)))
    texts = draw(
        st.lists(
            TEXTS, min_size=len(numbers), max_size=len(numbers), unique_by=lambda t: t.casefold()
        )
    )
    return Choices(tuple(Option(n, text) for n, text in zip(numbers, texts, strict=True)))


QUESTIONS = st.builds(Question, TEXTS, st.one_of(sliders(), choices()))


@st.composite
def scales(draw: st.DrawFn) -> OwnScale:
    recall, words = draw(st.sampled_from(RECALLS))
    return OwnScale(
        title=draw(TEXTS),
        questions=tuple(draw(st.lists(QUESTIONS, min_size=1, max_size=4))),
        recall=recall,
        recall_words=words,
        several_a_day=draw(st.booleans()),
        direction=draw(st.sampled_from(Direction)),
        due_every=draw(st.none() | st.integers(1, 365)),
        code="own-scale",
        version=draw(st.integers(1, 9)),
    )


@given(scales())
def test_a_scale_comes_back_from_its_text_as_it_was(scale: OwnScale) -> None:
    assert as_scale(load_instrument(definition(scale), scale.code)) == scale


@given(scales())
def test_every_scale_can_be_drawn(scale: OwnScale) -> None:
    score = as_instrument(scale).main_score
    assert score.ticks[0] == score.minimum < score.maximum
    assert score.least_baseline is None


@pytest.mark.parametrize(
    ("scale", "reason"),
    [
        (replace(MOOD, title=" "), "title"),
        (replace(MOOD, questions=()), "no items"),
        (replace(MOOD, questions=(Question("Mood?", Slider(3, 3)),)), "below the maximum"),
        (replace(MOOD, questions=(Question("Mood?", Slider(0, 3, 4)),)), "step"),
        (replace(MOOD, questions=(Question("M?", Choices((Option(0, "No"),))),)), "two options"),
        (
            replace(MOOD, questions=(Question("M?", Choices((Option(0, "A"), Option(1, "a")))),)),
            "a second option",
        ),
        (
            replace(MOOD, questions=(Question("M?", Choices((Option(1, "A"), Option(0, "B")))),)),
            "rise",
        ),
        (replace(MOOD, due_every=0), "due_every"),
        (replace(MOOD, recall="weekly"), "recall"),
    ],
)
def test_what_no_instrument_may_be_is_refused(
    journal: Journal, scale: OwnScale, reason: str
) -> None:
    with pytest.raises(FaultyInstrument, match=reason), journal.write("Make a scale") as session:
        keep_own_scale(session, scale)
    with journal.read() as session:
        assert own_scales(session) == ()
        assert journal_settings(session) == JournalSettings()


# ---- codes ----


@given(TEXTS, st.integers(0, 5))
def test_no_two_scales_have_one_code(title: str, n: int) -> None:
    taken: set[str] = set()
    for _ in range(n + 1):
        code = fresh_code(title, taken)
        assert as_instrument(replace(MOOD, code=code)).code == code
        assert code.startswith("own-")
        taken.add(code)
    assert len(taken) == n + 1


def test_a_code_is_not_given_again_while_anything_bears_it(journal: Journal) -> None:
    first = kept(journal)
    with journal.write("Discard") as session:
        discard_own_scale(session, first.code, LATER)
        session.add(
            CheckIn(day=DAY, instrument="own-mood-2", version=1, answers={}, scores={}, total=None)
        )
    assert (first.code, kept(journal).code) == ("own-mood", "own-mood-3")


# ---- made, changed, discarded ----


def test_a_new_scale_is_asked_for_from_now_on(journal: Journal) -> None:
    scale = kept(journal, TENSE)
    assert scale == replace(TENSE, code="own-jaw")
    with journal.read() as session:
        assert journal_settings(session).logged[-1] == "own-jaw"
        assert list(queries.instruments_to_log(session, INSTRUMENTS))[-1] == "own-jaw"


def test_before_anything_is_logged_everything_may_change(journal: Journal) -> None:
    scale = kept(journal)
    other = replace(TENSE, code=scale.code)
    assert change(journal, other) == other


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"questions": (*MOOD.questions, Question("And now?", Slider()))}, "questions"),
        ({"questions": (Question("How was your mood?", Slider(-4, 3)),)}, "answers"),
        ({"questions": (Question("M?", Choices((Option(0, "A"), Option(1, "B")))),)}, "answers"),
        ({"recall": "P1W", "recall_words": "the last week"}, "recall"),
        ({"recall_words": "last night"}, "recall_words"),
        ({"several_a_day": True}, "several_a_day"),
    ],
)
def test_what_its_numbers_stand_for_is_fixed_once_something_is_logged(
    journal: Journal, changes: dict[str, object], part: str
) -> None:
    scale = kept(journal)
    logged(journal, scale, 2)
    with pytest.raises(FixedByUse) as caught:
        change(journal, replace(scale, **changes))  # type: ignore[arg-type]
    assert caught.value.code == scale.code
    assert part in caught.value.parts
    assert found(journal, scale.code) == scale


def test_words_put_better_raise_the_version_and_leave_what_was_logged(journal: Journal) -> None:
    scale = kept(journal)
    check_in_id = logged(journal, scale, 2)
    question = Question("What was your mood like?", Slider(-3, 3, 1, "Very low", "Very high"))
    changed = change(journal, replace(scale, title="My mood", questions=(question,)))
    assert (changed.version, changed.title, changed.questions) == (2, "My mood", (question,))
    with journal.read() as session:
        check_in = session.get_one(CheckIn, check_in_id)
        assert (check_in.version, check_in.total) == (1, 2)
        assert [one.value for one in queries.readings(session, scale.code)] == [2]


def test_how_often_and_which_end_is_better_may_be_told_later(journal: Journal) -> None:
    scale = kept(journal)
    logged(journal, scale, 2)
    told = replace(scale, due_every=7, direction=Direction.BETTER)
    assert change(journal, told) == told, "the version is that of the words"


def test_what_is_half_filled_in_or_in_the_trash_counts_as_logged(journal: Journal) -> None:
    half, discarded, neither = (kept(journal, replace(MOOD, title=title)) for title in "ABC")
    check_in_id = logged(journal, discarded, 1)
    with journal.write("Write") as session:
        keep_draft(session, draft_name(half.code, "somebody"), DAY, {"value": 1})
        discard_check_in(session, check_in_id, LATER)
    with journal.read() as session:
        used = [is_used(session, one.code) for one in (half, discarded, neither)]
    assert used == [True, True, False]


def test_a_scale_that_is_not_there_cannot_be_changed(journal: Journal) -> None:
    with pytest.raises(UnknownScale, match="own-none"):
        change(journal, replace(MOOD, code="own-none"))


def test_a_discarded_scale_is_not_asked_and_what_was_logged_stays_readable(
    journal: Journal,
) -> None:
    scale = kept(journal)
    logged(journal, scale, 2)
    with journal.write("Discard") as session:
        discard_own_scale(session, scale.code, LATER)
    with journal.read() as session:
        assert (own_scales(session), discarded_own_scales(session)) == ((), (scale,))
        assert scale.code not in queries.instruments_to_log(session, INSTRUMENTS)
        read = series(session, INSTRUMENTS, scale.code, None, "self", DAY)
        assert [one.value for one in read.day_values] == [2]
    journal.close()
    assert verify(journal.path).check_ins == 1


def test_a_discarded_scale_is_not_what_the_days_stand_for(journal: Journal) -> None:
    scale = kept(journal)
    with journal.write("Discard") as session:
        keep_settings(session, JournalSettings(logged=(scale.code, "gad7")))
        discard_own_scale(session, scale.code, LATER)
    with journal.read() as session:
        assert main_series(session, INSTRUMENTS, DAY).instrument.code == "gad7"


def test_a_scale_comes_back_with_everything(journal: Journal) -> None:
    scale = kept(journal)
    with journal.write("Discard") as session:
        discard_own_scale(session, scale.code, LATER)
    with journal.write("Bring back") as session:
        bring_back_own_scale(session, scale.code)
    assert found(journal, scale.code) == scale
    with journal.read() as session:
        assert scale.code in journal_settings(session).logged


# ---- a column brought in to a scale that is there ----

MAPPING = """
name = "Mine"
[when]
day_column = "day"
[[scales]]
code = "own-mood"
title = "Mood"
column = "Mood"
minimum = {least}
maximum = 3
direction = "{direction}"
"""


def diary(folder: Path) -> Path:
    path = folder / "diary.csv"
    path.write_text("day,Mood\n2026-01-08,-2\n2026-01-09,1\n", encoding="utf-8")
    return path


def brought_in(journal: Journal, path: Path, mapping: str) -> ImportPlan:
    with journal.write("Import") as session:
        plan = plan_import(session, path, load_mapping(mapping), INSTRUMENTS)
        return carry_out(session, plan)


@pytest.mark.parametrize("direction", ["neither", "better"])
def test_a_column_goes_into_the_scale_that_is_there(
    journal: Journal, tmp_path: Path, direction: str
) -> None:
    scale = kept(journal)
    mapping = MAPPING.format(least=-3, direction=direction)
    assert brought_in(journal, diary(tmp_path), mapping).new_scales == ()
    assert found(journal, scale.code) == scale
    with journal.read() as session:
        assert [one.value for one in queries.readings(session, scale.code)] == [-2, 1]


def test_a_column_with_another_range_or_meaning_does_not(journal: Journal, tmp_path: Path) -> None:
    kept(journal, replace(MOOD, direction=Direction.WORSE))
    for least, direction in ((-2, "worse"), (-3, "better")):
        with pytest.raises(ScaleDiffers, match="own-mood"):
            brought_in(journal, diary(tmp_path), MAPPING.format(least=least, direction=direction))


def test_a_column_does_not_go_into_a_scale_in_the_trash(journal: Journal, tmp_path: Path) -> None:
    scale = kept(journal)
    with journal.write("Discard") as session:
        discard_own_scale(session, scale.code, LATER)
    with pytest.raises(ScaleInTrash):
        brought_in(journal, diary(tmp_path), MAPPING.format(least=-3, direction="neither"))


def test_a_column_headed_like_a_scale_is_suggested_for_it(journal: Journal) -> None:
    scale = kept(journal)
    with journal.read() as session:
        known = queries.instruments_to_log(session, INSTRUMENTS)
    rows = [(f"2026-01-{day:02}", str(day % 4 - 1)) for day in range(1, 15)]
    mapping = suggest("diary", ("day", "Mood"), rows, known)
    assert [(one.instrument, dict(one.items)) for one in mapping.check_ins] == [
        (scale.code, {"value": "Mood"})
    ]
    assert mapping.scales == ()
