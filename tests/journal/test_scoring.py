"""Totals against those of others, absences, bands, and answers as JSON."""

import csv
import json
import math
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.instrument_files import load_instruments
from journal.instruments import Instrument, option_value
from journal.scoring import (
    Absence,
    Answer,
    AnswerFault,
    BadAnswer,
    answers_from_json,
    answers_to_json,
    band,
    check_answers,
    is_complete,
    totals,
)

INSTRUMENTS = load_instruments()
GAD7 = INSTRUMENTS["gad7"]
SITUATIONS = INSTRUMENTS["social-situations"]


def answered(instrument: Instrument, value: float = 1) -> dict[str, Answer]:
    """The same answer to every scored item."""
    return {item.code: Answer(value) for item in instrument.items if item.scored}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_gad7_totals_are_those_of_the_authors(shared_data: Path) -> None:
    checked = 0
    for row in rows(shared_data / "scores" / "gad7_sciops_2023_original.csv"):
        answers = {str(n): Answer(int(row[f"gad7_{n}"])) for n in range(1, 8)}
        check_answers(GAD7, answers)
        assert totals(GAD7, answers) == {"total": int(row["total_by_authors"])}
        checked += 1
    assert checked == 406


def test_social_sums_are_those_of_the_authors(shared_data: Path) -> None:
    checked = 0
    for row in rows(shared_data / "scores" / "lsas_rouault_2018_exp2.csv"):
        answers = {
            f"{aspect}-{n}": Answer(int(row[f"{column}_{n:02}"]))
            for aspect, column in (("fear", "fear"), ("avoidance", "avoid"))
            for n in range(1, 25)
        }
        check_answers(SITUATIONS, answers)
        scores = totals(SITUATIONS, answers)
        assert scores["total"] == int(row["score_by_authors"])
        assert scores["fear"] + scores["avoidance"] == scores["total"]
        assert scores["performance"] + scores["interaction"] == scores["total"]
        checked += 1
    assert checked == 497


def test_answer_texts_become_totals(shared_data: Path) -> None:
    found = []
    for row in rows(shared_data / "scores" / "gad7_cdisc_example_qs.csv"):
        answers = {}
        for n in range(1, 8):
            value = option_value(GAD7.item(str(n)), row[f"gad7_{n}_text"])
            assert value is not None
            answers[str(n)] = Answer(value)
        found.append(totals(GAD7, answers)["total"])
        assert found[-1] == int(row["total_in_source"])
    assert found == [15, 14, 13, 7]


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=INSTRUMENTS)
@pytest.mark.parametrize("end", ["minimum", "maximum"])
def test_both_ends_of_every_score(instrument: Instrument, end: str) -> None:
    answers = {item.code: Answer(getattr(item, end)) for item in instrument.items}
    check_answers(instrument, answers)
    assert is_complete(instrument, answers)
    assert totals(instrument, answers) == {s.code: getattr(s, end) for s in instrument.scores}


@pytest.mark.parametrize(
    "gap", [None, Answer(None), *(Answer(None, absence=absence) for absence in Absence)]
)
def test_a_missing_answer_is_neither_zero_nor_filled_in(gap: Answer | None) -> None:
    answers = answered(GAD7)
    if gap is None:
        del answers["4"]
    else:
        answers["4"] = gap
    check_answers(GAD7, answers)
    assert totals(GAD7, answers) == {}
    assert not is_complete(GAD7, answers)


def test_a_gap_takes_only_the_scores_it_belongs_to() -> None:
    answers = answered(SITUATIONS)
    del answers["fear-5"]
    assert totals(SITUATIONS, answers) == {"avoidance": 24, "performance": 26}
    hours = {"hours": Answer(7.5)}
    assert totals(INSTRUMENTS["sleep"], hours) == {"hours": 7.5}
    assert not is_complete(INSTRUMENTS["sleep"], hours)


def test_the_unscored_item_is_neither_needed_nor_counted() -> None:
    answers = answered(GAD7, 2)
    assert is_complete(GAD7, answers)
    assert totals(GAD7, {**answers, "difficulty": Answer(3)}) == {"total": 14}


def test_an_imagined_answer_counts() -> None:
    social = INSTRUMENTS["social-daily"]
    answers = answered(social) | {"fear-1": Answer(3, imagined=True)}
    check_answers(social, answers)
    assert totals(social, answers) == {"total": 14, "fear": 8, "avoidance": 6}


@pytest.mark.parametrize(
    ("code", "value", "name"),
    [
        ("gad7", 0, "Minimal"),
        ("gad7", 4, "Minimal"),
        ("gad7", 5, "Mild"),
        ("gad7", 9, "Mild"),
        ("gad7", 10, "Moderate"),
        ("gad7", 15, "Severe"),
        ("gad7", 21, "Severe"),
        ("gad7", 4.5, None),
        ("gad7", 22, None),
        ("phq8", 19, "Moderately severe"),
        ("phq8", 20, "Severe"),
        ("daily-anxiety", 15, None),
        ("social-situations", 90, None),
    ],
)
def test_a_band_is_named_only_for_a_value_inside_one(
    code: str, value: float, name: str | None
) -> None:
    found = band(INSTRUMENTS[code].score("total"), value)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("instrument", "item", "answer", "reason"),
    [
        ("gad7", "8", Answer(1), AnswerFault.UNKNOWN_ITEM),
        ("gad7", "value", Answer(None), AnswerFault.UNKNOWN_ITEM),
        ("gad7", "1", Answer(4), AnswerFault.NOT_AN_OPTION),
        ("gad7", "1", Answer(-1), AnswerFault.NOT_AN_OPTION),
        ("gad7", "1", Answer(1.5), AnswerFault.NOT_AN_OPTION),
        ("gad7", "1", Answer(math.nan), AnswerFault.NOT_AN_OPTION),
        ("gad7", "1", Answer(1, imagined=True), AnswerFault.NOT_TO_BE_IMAGINED),
        ("anxiety-now", "value", Answer(100.5), AnswerFault.OUT_OF_RANGE),
        ("anxiety-now", "value", Answer(-1), AnswerFault.OUT_OF_RANGE),
        ("anxiety-now", "value", Answer(math.nan), AnswerFault.OUT_OF_RANGE),
        ("sleep", "hours", Answer(math.inf), AnswerFault.OUT_OF_RANGE),
    ],
)
def test_an_answer_that_does_not_fit_its_item_is_refused_with_the_reason(
    instrument: str, item: str, answer: Answer, reason: AnswerFault
) -> None:
    with pytest.raises(BadAnswer) as caught:
        check_answers(INSTRUMENTS[instrument], {item: answer})
    fault = caught.value
    assert (fault.item, fault.reason) == (item, reason)
    assert fault.value is answer.value


def test_a_number_between_steps_is_allowed() -> None:
    check_answers(INSTRUMENTS["sleep"], {"hours": Answer(7.2)})


@pytest.mark.parametrize(("value", "imagined"), [(1.0, False), (None, True)])
def test_an_absence_holds_no_value(value: float | None, imagined: bool) -> None:
    with pytest.raises(ValueError, match="absent"):
        Answer(value, imagined, Absence.SKIPPED)


def test_an_answer_is_kept_as_a_number_an_imagined_one_or_an_absence() -> None:
    answers = {
        "1": Answer(2),
        "2": Answer(7.5),
        "3": Answer(1, imagined=True),
        "4": Answer(None, absence=Absence.DID_NOT_COME_UP),
        "5": Answer(None),
    }
    assert answers_to_json(answers) == {
        "1": 2,
        "2": 7.5,
        "3": {"value": 1, "imagined": True},
        "4": "did-not-come-up",
        "5": None,
    }


ANY_ANSWER = st.one_of(
    st.builds(
        Answer,
        st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)),
        st.booleans(),
    ),
    st.builds(lambda absence: Answer(None, absence=absence), st.sampled_from(Absence)),
)


@given(st.dictionaries(st.text(max_size=12), ANY_ANSWER, max_size=8))
def test_answers_that_were_kept_come_back_the_same(answers: dict[str, Answer]) -> None:
    assert answers_from_json(json.loads(json.dumps(answers_to_json(answers)))) == answers


@pytest.mark.parametrize(
    "found",
    [
        True,
        "absent",
        [1],
        {},
        {"value": "1"},
        {"value": True},
        {"value": 1, "imagined": 1},
        {"value": 1, "imagine": True},
        {"imagined": True},
        math.nan,
        math.inf,
        10**400,
    ],
)
def test_what_is_no_answer_is_unreadable(found: object) -> None:
    data: Mapping[str, object] = {"1": found}
    with pytest.raises(BadAnswer) as caught:
        answers_from_json(data)
    assert (caught.value.item, caught.value.reason) == ("1", AnswerFault.UNREADABLE)
