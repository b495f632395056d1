"""The built-in questionnaires: their words, ranges and rules."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace

import pytest

from journal.instrument_files import load_instruments
from journal.instruments import Direction, Instrument, option_value

STEM = "Over the last 2 weeks, how often have you been bothered by the following problems?"
LICENCE = (
    "Copyright © Pfizer Inc. Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, "
    "Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. "
    "No permission required to reproduce, translate, display or distribute."
)
FREQUENCIES = ["Not at all", "Several days", "More than half the days", "Nearly every day"]
GAD7 = [
    "Feeling nervous, anxious or on edge",
    "Not being able to stop or control worrying",
    "Worrying too much about different things",
    "Trouble relaxing",
    "Being so restless that it is hard to sit still",
    "Becoming easily annoyed or irritable",
    "Feeling afraid as if something awful might happen",
]
PHQ8 = [
    "Little interest or pleasure in doing things",
    "Feeling down, depressed, or hopeless",
    "Trouble falling or staying asleep, or sleeping too much",
    "Feeling tired or having little energy",
    "Poor appetite or overeating",
    "Feeling bad about yourself, or that you are a failure or have let yourself or your family "
    "down",
    "Trouble concentrating on things, such as reading the newspaper or watching television",
    "Moving or speaking so slowly that other people could have noticed? Or the opposite, being "
    "so fidgety or restless that you have been moving around a lot more than usual",
]
PERFORMANCE = {1, 2, 3, 4, 6, 8, 9, 13, 14, 16, 17, 20, 21}
INTERACTION = {5, 7, 10, 11, 12, 15, 18, 19, 22, 23, 24}


@pytest.fixture(scope="module")
def built_in() -> Mapping[str, Instrument]:
    return load_instruments()


def test_instruments_stand_in_the_order_in_which_they_are_shown(
    built_in: Mapping[str, Instrument],
) -> None:
    assert list(built_in) == [
        "daily-anxiety",
        "social-daily",
        "functioning",
        "sleep",
        "anxiety-now",
        "detached-now",
        "gad7",
        "phq8",
        "social-situations",
    ]


@pytest.mark.parametrize(
    ("code", "recall", "due_every", "items", "ranges"),
    [
        ("daily-anxiety", "P1D", 1, 7, {"total": (0, 21)}),
        ("social-daily", "P1D", 1, 12, {"total": (0, 36), "fear": (0, 18), "avoidance": (0, 18)}),
        ("functioning", "P1D", 1, 3, {"total": (0, 30)}),
        ("sleep", "P1D", 1, 2, {"hours": (0, 24), "quality": (0, 10)}),
        ("anxiety-now", "PT0S", None, 1, {"total": (0, 100)}),
        ("detached-now", "PT0S", None, 1, {"total": (0, 100)}),
        ("gad7", "P14D", 14, 8, {"total": (0, 21)}),
        ("phq8", "P14D", 14, 8, {"total": (0, 24)}),
        (
            "social-situations",
            "P7D",
            7,
            48,
            {
                "total": (0, 144),
                "fear": (0, 72),
                "avoidance": (0, 72),
                "performance": (0, 78),
                "interaction": (0, 66),
            },
        ),
    ],
)
def test_each_instrument_has_its_recall_items_and_ranges(
    built_in: Mapping[str, Instrument],
    code: str,
    recall: str,
    due_every: int | None,
    items: int,
    ranges: dict[str, tuple[float, float]],
) -> None:
    instrument = built_in[code]
    assert (instrument.recall, instrument.due_every) == (recall, due_every)
    assert len(instrument.items) == items
    assert {s.code: (s.minimum, s.maximum) for s in instrument.scores} == ranges


def test_items_have_the_codes_that_files_and_exports_name(
    built_in: Mapping[str, Instrument],
) -> None:
    def codes(instrument: str) -> list[str]:
        return [item.code for item in built_in[instrument].items]

    assert codes("daily-anxiety") == list("1234567")
    assert codes("gad7") == [*"1234567", "difficulty"]
    assert codes("phq8") == list("12345678")
    assert codes("functioning") == ["work", "home", "people"]
    assert codes("sleep") == ["hours", "quality"]
    assert codes("anxiety-now") == codes("detached-now") == ["value"]
    for instrument, situations in (("social-daily", 6), ("social-situations", 24)):
        pairs = [(f"fear-{n}", f"avoidance-{n}") for n in range(1, situations + 1)]
        assert codes(instrument) == [code for pair in pairs for code in pair]


def test_only_three_have_a_line(built_in: Mapping[str, Instrument]) -> None:
    with_line = [instrument.code for instrument in built_in.values() if instrument.has_line]
    assert with_line == ["daily-anxiety", "social-daily", "anxiety-now"]


def test_the_least_baselines_are_those_of_the_rules(built_in: Mapping[str, Instrument]) -> None:
    least = {
        (instrument.code, score.code): score.least_baseline
        for instrument in built_in.values()
        for score in instrument.scores
        if score.least_baseline is not None
    }
    assert least == {
        ("daily-anxiety", "total"): 5,
        ("social-daily", "total"): 8,
        ("anxiety-now", "total"): 20,
        ("gad7", "total"): 8,
        ("social-situations", "total"): 30,
    }


def test_bands_stand_on_two_only(built_in: Mapping[str, Instrument]) -> None:
    banded = {
        instrument.code: [(band.least, band.greatest, band.name) for band in score.bands]
        for instrument in built_in.values()
        for score in instrument.scores
        if score.bands
    }
    assert banded == {
        "gad7": [(0, 4, "Minimal"), (5, 9, "Mild"), (10, 14, "Moderate"), (15, 21, "Severe")],
        "phq8": [
            (0, 4, "Minimal"),
            (5, 9, "Mild"),
            (10, 14, "Moderate"),
            (15, 19, "Moderately severe"),
            (20, 24, "Severe"),
        ],
    }


def test_ticks_are_four_or_five_on_steps(built_in: Mapping[str, Instrument]) -> None:
    for instrument in built_in.values():
        for score in instrument.scores:
            steps = {instrument.item(code).step for code in score.items}
            assert len(score.ticks) in (4, 5)
            assert len({b - a for a, b in zip(score.ticks, score.ticks[1:], strict=False)}) == 1
            assert all(tick % step == 0 for tick in score.ticks for step in steps)


def test_higher_is_worse_but_for_sleep(built_in: Mapping[str, Instrument]) -> None:
    others = {
        score.code: score.direction
        for instrument in built_in.values()
        for score in instrument.scores
        if score.direction is not Direction.WORSE
    }
    assert others == {"hours": Direction.NEITHER, "quality": Direction.BETTER}


def test_what_is_felt_now_may_be_rated_several_times_a_day(
    built_in: Mapping[str, Instrument],
) -> None:
    several = [i.code for i in built_in.values() if i.several_a_day]
    treatment_day = [i.code for i in built_in.values() if i.treatment_day_only]
    assert several == ["anxiety-now", "detached-now"]
    assert treatment_day == ["detached-now"]


@pytest.mark.parametrize(("code", "texts"), [("gad7", GAD7), ("phq8", PHQ8)])
def test_standard_ones_are_word_for_word(
    built_in: Mapping[str, Instrument], code: str, texts: list[str]
) -> None:
    instrument = built_in[code]
    scored = [item for item in instrument.items if item.scored]
    assert instrument.standard
    assert instrument.instruction == STEM
    assert instrument.licence == LICENCE
    assert [item.text for item in scored] == texts
    for item in scored:
        assert [option.text for option in item.options] == FREQUENCIES
        assert [option.value for option in item.options] == [0, 1, 2, 3]


def test_gad7_difficulty_is_asked_and_not_scored(built_in: Mapping[str, Instrument]) -> None:
    item = built_in["gad7"].item("difficulty")
    assert not item.scored
    assert "difficulty" not in built_in["gad7"].score("total").items
    assert item.text.startswith("If you checked off any problems, how difficult have these")
    assert [(option.text, option.code) for option in item.options] == [
        ("Not difficult at all", "LA6572-7"),
        ("Somewhat difficult", "LA6573-5"),
        ("Very difficult", "LA6575-0"),
        ("Extremely difficult", "LA6574-3"),
    ]


def test_only_gad7_has_loinc_codes(built_in: Mapping[str, Instrument]) -> None:
    gad7 = built_in["gad7"]
    assert (gad7.loinc, gad7.score("total").loinc) == ("69737-5", "70274-6")
    assert [item.loinc for item in gad7.items] == (
        ["69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7", "69722-7"]
    )
    assert [option.code for option in gad7.item("1").options] == (
        ["LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"]
    )
    for instrument in built_in.values():
        if instrument.code != "gad7":
            found = {instrument.loinc, *(score.loinc for score in instrument.scores)}
            found |= {item.loinc for item in instrument.items}
            found |= {option.code for item in instrument.items for option in item.options}
            assert found == {None}


def test_our_own_words_are_not_those_of_the_standards(built_in: Mapping[str, Instrument]) -> None:
    standard = {text.casefold() for text in (*GAD7, *PHQ8, STEM)}
    own = [instrument for instrument in built_in.values() if not instrument.standard]
    assert len(own) == 7
    for instrument in own:
        texts = [instrument.title, instrument.short_title, instrument.instruction]
        texts += [score.title for score in instrument.scores]
        texts += [text for item in instrument.items for text in (item.text, item.group)]
        assert instrument.licence == "Our own words, MIT"
        assert not standard & {text.casefold() for text in texts}
        assert not any("lsas" in text.casefold() or "!" in text for text in texts)


def test_situations_follow_the_structure(built_in: Mapping[str, Instrument]) -> None:
    instrument = built_in["social-situations"]

    def numbers(score: str) -> list[tuple[str, int]]:
        parts = [code.split("-") for code in instrument.score(score).items]
        return [(aspect, int(number)) for aspect, number in parts]

    for score, expected in (("performance", PERFORMANCE), ("interaction", INTERACTION)):
        pairs = {(aspect, n) for n in expected for aspect in ("fear", "avoidance")}
        assert set(numbers(score)) == pairs
    assert set(numbers("fear")) == {("fear", n) for n in range(1, 25)}
    assert set(numbers("avoidance")) == {("avoidance", n) for n in range(1, 25)}
    assert len({item.group for item in instrument.items}) == 24


@pytest.mark.parametrize("code", ["social-daily", "social-situations"])
def test_a_situation_holds_two_questions_and_may_be_imagined(
    built_in: Mapping[str, Instrument], code: str
) -> None:
    items = built_in[code].items
    assert all(item.may_be_imagined for item in items)
    for fear, avoidance in zip(items[::2], items[1::2], strict=True):
        assert fear.group == avoidance.group != ""
        assert [o.text for o in fear.options] == ["No fear", "A little", "Quite a lot", "Very much"]
        assert [o.text for o in avoidance.options] == [
            "Never",
            "Now and then",
            "Often",
            "Nearly always",
        ]


def test_sliders_name_both_ends(built_in: Mapping[str, Instrument]) -> None:
    sliders = [
        item
        for instrument in built_in.values()
        for item in instrument.items
        if not item.options and not item.unit
    ]
    assert len(sliders) == 6
    assert all(item.low and item.high and item.low != item.high for item in sliders)


def test_the_first_score_is_the_main_one(built_in: Mapping[str, Instrument]) -> None:
    assert built_in["social-situations"].main_score.code == "total"
    assert built_in["sleep"].main_score.code == "hours"


def test_an_unknown_item_or_score_is_named(built_in: Mapping[str, Instrument]) -> None:
    with pytest.raises(KeyError, match="nine"):
        built_in["gad7"].item("nine")
    with pytest.raises(KeyError, match="fear"):
        built_in["gad7"].score("fear")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Not at all", 0),
        ("  several DAYS ", 1),
        ("More than\nhalf  the days", 2),
        ("NEARLY EVERY DAY", 3),
        ("Nearly every", None),
        ("2", None),
        ("", None),
    ],
)
def test_an_option_is_found_by_its_words_whatever_their_case_and_spaces(
    built_in: Mapping[str, Instrument], text: str, value: int | None
) -> None:
    assert option_value(built_in["gad7"].item("1"), text) == value


def test_a_slider_has_no_option_value(built_in: Mapping[str, Instrument]) -> None:
    assert option_value(built_in["anxiety-now"].item("value"), "Not anxious") is None


def test_loads_nothing_but_the_standard_library() -> None:
    # The form of the day is built from an instrument before anything else has loaded.
    script = (
        "import sys; before = set(sys.modules); import journal.instrument_files; "
        "new = {name.split('.')[0] for name in set(sys.modules) - before}; "
        "print(sorted(new - sys.stdlib_module_names))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['journal', 'resources']"


@pytest.mark.parametrize(
    ("recall", "days"),
    [("PT0S", 0), ("PT12H", 0), ("P1D", 1), ("P3D", 3), ("P2W", 14), ("P1M", 30), ("P1Y2D", 367)],
)
def test_a_recall_period_is_counted_in_days(
    built_in: Mapping[str, Instrument], recall: str, days: int
) -> None:
    assert replace(built_in["gad7"], recall=recall).recall_days == days
