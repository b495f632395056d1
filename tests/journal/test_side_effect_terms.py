"""The vocabulary of side effects and the fixed safety texts."""

from pathlib import Path

import pytest

from journal.data_files import FaultyData
from journal.records import Severity
from journal.side_effect_terms import SEVERE, Safety, When, load_vocabulary
from resources import FOLDER

VOCABULARY = load_vocabulary()
TEXT = (FOLDER / "side-effects.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("when", "count", "some"),
    [
        (When.DURING, 23, {"detached", "nausea", "headache", "double-vision", "sore-arm"}),
        (When.NEXT_DAYS, 7, {"tired", "vivid-dreams", "headache"}),
        (When.LONGER_TERM, 7, {"urgency", "blood-in-urine", "craving"}),
        (When.ANY_TIME, 9, {"chest-pain", "seizure", "new-suicidal-thoughts"}),
    ],
)
def test_each_moment_offers_its_own_list(when: When, count: int, some: set[str]) -> None:
    found = [effect.code for effect in VOCABULARY.at(when)]
    assert len(found) == count
    assert some <= set(found)


def test_the_terms_that_have_a_snomed_code_carry_it() -> None:
    codes = {e.code: e.snomed for e in VOCABULARY.effects.values() if e.snomed is not None}
    assert codes == {
        "nausea": "422587007",
        "dizzy": "404640003",
        "tired": "84229001",
        "headache": "25064002",
        "vomiting": "422400008",
        "double-vision": "24982008",
        "confused": "40917007",
        "sleepy": "271782001",
        "low-appetite": "79890006",
        "numb-or-tingling": "44077006",
        "heart-racing": "80313002",
        "painful-urination": "49650001",
        "frequent-urination": "162116003",
        "urgency": "75088002",
    }


def test_grades_are_those_of_the_records() -> None:
    assert list(VOCABULARY.grades) == list(Severity)
    assert Severity.SEVERE == SEVERE
    assert VOCABULARY.grades["mild"] == "noticed it, carried on"


@pytest.mark.parametrize(
    ("effect", "severity", "level"),
    [
        ("chest-pain", None, Safety.EMERGENCY),
        ("trouble-breathing", "mild", Safety.EMERGENCY),
        ("passed-out", None, Safety.EMERGENCY),
        ("seizure", None, Safety.EMERGENCY),
        ("headache", "severe", Safety.EMERGENCY),
        ("headache", "moderate", Safety.NEXT_VISIT),
        ("weak-on-one-side", None, Safety.EMERGENCY),
        ("trouble-speaking-or-seeing", None, Safety.EMERGENCY),
        ("swollen-face-or-throat", None, Safety.EMERGENCY),
        ("acting-on-suicidal-thoughts", None, Safety.EMERGENCY),
        ("confused", "severe", Safety.CONTACT_CLINIC),
        ("confused", "mild", Safety.NEXT_VISIT),
        ("hallucinations", "mild", Safety.CONTACT_CLINIC),
        ("unusual-thoughts", None, Safety.CONTACT_CLINIC),
        ("very-frightened", "moderate", Safety.CONTACT_CLINIC),
        ("painful-urination", "mild", Safety.CONTACT_CLINIC),
        ("blood-in-urine", "mild", Safety.CONTACT_CLINIC),
        ("vomiting", "mild", Safety.CONTACT_CLINIC),
        ("new-suicidal-thoughts", None, Safety.CONTACT_CLINIC),
        ("dizzy", "severe", Safety.NEXT_VISIT),
        ("my own words", "severe", Safety.NEXT_VISIT),
    ],
)
def test_an_effect_brings_the_text_that_fits_its_danger(
    effect: str, severity: str | None, level: Safety
) -> None:
    assert VOCABULARY.safety_text(effect, severity).level is level


def test_a_severe_grade_never_brings_a_milder_text() -> None:
    order = list(Safety)
    for effect in VOCABULARY.effects.values():
        assert order.index(effect.safety_if_severe) <= order.index(effect.safety)


@pytest.mark.parametrize(
    ("level", "named"),
    [
        (
            Safety.EMERGENCY,
            "chest pain|breathing|woken|passed out|seizure|sudden, severe headache|one side|"
            "speaking or seeing|face or throat|acting on thoughts of suicide",
        ),
        (
            Safety.CONTACT_CLINIC,
            "severe confusion|hallucinations|unusual thoughts after leaving the clinic|"
            "extreme fear|difficulty passing urine|blood in the urine|vomiting again|"
            "new thoughts of suicide",
        ),
        (Safety.NEXT_VISIT, "everything else|not gone by the next day"),
    ],
)
def test_the_fixed_texts_name_everything(level: Safety, named: str) -> None:
    text = VOCABULARY.safety_texts[level].text.casefold()
    assert [part for part in named.split("|") if part not in text] == []


def test_an_effect_is_said_in_its_words_and_ones_own_words_stay() -> None:
    assert VOCABULARY.words("detached") == "Felt detached or dream-like"
    assert VOCABULARY.words("itchy left ear") == "itchy left ear"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('code = "nausea"', 'code = "dizzy"', "twice"),
        ('when = ["during"]', "when = []", "at least one list"),
        ('when = ["during"]', 'when = ["later"]', "has to be among during"),
        ('safety = "next-visit"', 'safety = "none"', "has to be among emergency"),
        ('level = "next-visit"', 'level = "emergency"', "twice"),
        ("severe = ", "grave = ", "no grade severe"),
        ("snomed = ", "snowmed = ", "not known"),
    ],
)
def test_a_faulty_list_is_refused_with_the_line_and_the_reason(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    assert old in TEXT
    path = tmp_path / "side-effects.toml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FaultyData, match=reason) as caught:
        load_vocabulary(path)
    assert caught.value.line is not None


def test_a_list_without_one_of_the_safety_texts_is_refused(tmp_path: Path) -> None:
    start = TEXT.index('[[safety]]\nlevel = "next-visit"')
    path = tmp_path / "side-effects.toml"
    path.write_text(TEXT[:start] + TEXT[TEXT.index("[grades]") :], encoding="utf-8")
    with pytest.raises(FaultyData, match="no text for “next-visit”"):
        load_vocabulary(path)
