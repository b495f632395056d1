"""What a response card says beside the daily figures: side effects, medicines, questionnaires."""

from datetime import date
from pathlib import Path

from journal.medicines import IntakeEntry, MedicineEntry, keep_intake, keep_medicine
from journal.records import MedicineKind, SideEffect
from journal.response_cards import ResponseCard
from tests.builders import DAY, evening, instant, new_journal, treatment
from tests.journal.carded import LAST, a_card, cards_of, on, said


def test_two_treatments_of_a_day_are_one_card_with_the_side_effects_of_both(
    tmp_path: Path,
) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Log") as session:
            both = (treatment(clock="09:00:00+00:00"), treatment(clock="15:00:00+00:00"))
            session.add_all(both)
            session.flush()
            session.add_all(
                SideEffect(effect=name, severity="mild", treatment_id=one.id)
                for name, one in zip(("nausea", "headache"), both, strict=True)
            )
        (found,) = cards_of(journal)
    assert said(found, "Strongest side effect")[1].endswith("2 logged, all mild")


def effects_card(folder: Path, *effects: dict[str, object], today: date = LAST) -> ResponseCard:
    folder.mkdir(exist_ok=True)
    with new_journal(folder) as journal:
        with journal.write("Log") as session:
            given_one = treatment()
            session.add(given_one)
            session.flush()
            session.add_all(SideEffect(treatment_id=given_one.id, **one) for one in effects)
        (found,) = cards_of(journal, today=today)
    return found


def test_the_strongest_side_effect_says_when_it_was_gone(tmp_path: Path) -> None:
    start = instant(f"{DAY}T11:00:00+00:00")
    found = effects_card(
        tmp_path,
        {"effect": "headache", "severity": "mild", "onset": start},
        {
            "effect": "nausea",
            "severity": "severe",
            "onset": start,
            "end": instant(f"{DAY}T14:00:00+00:00"),
        },
        {"effect": "a taste of metal", "onset": start},
    )
    assert said(found, "Strongest side effect") == (
        "Nausea, severe",
        "gone 3 hours after the start; 3 logged",
        False,
    )


def test_a_side_effect_that_has_not_gone_is_still_there(tmp_path: Path) -> None:
    start = instant(f"{DAY}T11:00:00+00:00")
    still = effects_card(tmp_path / "1", {"effect": "a taste of metal", "onset": start})
    assert said(still, "Strongest side effect")[:2] == (
        "a taste of metal, no grade given",
        "no end noted; 1 logged",
    )
    ended = {"effect": "nausea", "severity": "mild", "onset": start, "end": evening(on(3))}
    then = effects_card(tmp_path / "2", ended, today=on(2))
    assert said(then, "Strongest side effect")[1].startswith("no end noted")
    later = effects_card(tmp_path / "3", ended)
    assert said(later, "Strongest side effect")[1].startswith("gone on day 3 after")
    unknown = effects_card(tmp_path / "4", {"effect": "nausea", "severity": "mild"})
    assert said(unknown, "Strongest side effect")[1].startswith("no time told")


def test_other_medicines_are_those_of_the_day(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Log") as session:
            session.add(treatment())
            kept = [
                keep_medicine(session, one)
                for one in (
                    MedicineEntry("Sertraline", MedicineKind.ANTIDEPRESSANT, "50 mg", on(-90)),
                    MedicineEntry("Lorazepam", MedicineKind.BENZODIAZEPINE, "1 mg"),
                    MedicineEntry("Buspirone", MedicineKind.OTHER, "5 mg", on(-90), on(-1)),
                )
            ]
            keep_intake(session, IntakeEntry(kept[1], instant(f"{DAY}T08:30:00+00:00"), "0.5 mg"))
            keep_intake(session, IntakeEntry(kept[1], instant(f"{on(1)}T08:30:00+00:00")))
        (found,) = cards_of(journal)
    assert said(found, "Other medicines that day") == (
        "2 listed",
        "Lorazepam 1 mg, Sertraline 50 mg; single intakes logged: Lorazepam 0.5 mg at 08:30",
        False,
    )


def test_an_intake_of_a_later_day_changes_no_earlier_card(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Log") as session:
            session.add(treatment())
            kept = keep_medicine(
                session, MedicineEntry("Lorazepam", MedicineKind.BENZODIAZEPINE, "1 mg")
            )
        before = cards_of(journal, today=on(14))
        with journal.write("Take later") as session:
            keep_intake(session, IntakeEntry(kept, instant(f"{on(15)}T08:30:00+00:00")))
        assert cards_of(journal, today=on(14)) == before
        assert cards_of(journal, today=on(15)) != before


def test_a_questionnaire_about_weeks_has_points_and_no_line(tmp_path: Path) -> None:
    found = a_card(tmp_path, [(-20, 18), (-3, 15), (5, 13), (14, 9)], code="gad7")
    assert [one.label for one in found.lines][:4] == [
        "Baseline",
        "Best value",
        "Change",
        "Complete entries after",
    ]
    assert said(found, "Baseline")[:2] == (
        "15",
        "last complete one in the 14 days before the course, 7 January 2026",
    )
    assert said(found, "Best value")[:2] == ("9", "on day 14 after, 24 January 2026")
    assert said(found, "Change") == (
        "−6 points",
        "from the baseline of 15 to 9; a change of 4 is often treated as meaningful; a stricter "
        "study found 6",
        False,
    )
    assert said(found, "Complete entries after")[0] == "2 in 14 days"
    assert "%" not in " ".join(one.spoken for one in found.lines)


def test_a_change_below_four_on_the_gad7_carries_no_remark(tmp_path: Path) -> None:
    found = a_card(tmp_path, [(-3, 15), (14, 12)], code="gad7")
    assert said(found, "Change")[:2] == ("−3 points", "from the baseline of 15 to 12")
    other = a_card(tmp_path / "other", [(-3, 90), (14, 60)], code="social-situations")
    assert said(other, "Change")[:2] == ("−30 points", "from the baseline of 90 to 60")


def test_a_questionnaire_filled_in_soon_after_says_what_it_covers(tmp_path: Path) -> None:
    found = a_card(tmp_path, [(-3, 15), (5, 12)], code="gad7")
    assert said(found, "Best value")[1].endswith(
        "it asks about the last 2 weeks, days before the treatment among them"
    )
    without = a_card(tmp_path / "without", [(-20, 15), (20, 12)], code="gad7", today=20)
    assert said(without, "Baseline") == (
        "none",
        "no complete one in the 14 days before the course; one is needed",
        True,
    )


def test_a_scale_without_a_least_baseline_has_no_line(tmp_path: Path) -> None:
    week = [(-7 + place, 20) for place in range(7)]
    found = a_card(tmp_path, [*week, (1, 10), (2, 10)], code="functioning", today=3)
    assert said(found, "Response")[:2] == (
        "no response line",
        "no least baseline is set for this scale",
    )
    assert "Duration" not in [one.label for one in found.lines]
    assert said(found, "Change")[:2] == ("−10 points", "from the course baseline of 20 to 10")
