"""The response card: every figure reckoned by hand, and what it says where one is withheld."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings

from journal import words
from journal.instruments import load_instruments
from journal.medicines import IntakeEntry, MedicineEntry, keep_intake, keep_medicine
from journal.people import SELF
from journal.records import MedicineKind, SideEffect
from journal.response_cards import CardLine, ResponseCard, response_cards
from journal.series import series
from journal.settings import JournalSettings, keep_settings
from journal.side_effect_terms import load_vocabulary
from journal.store import Journal
from journal.trajectories.rules import BaselineKind, Better
from journal.trajectories.values import AroundTreatment, ResponseStatus
from journal.words.cards import CardFacts, card
from tests.builders import DAY, check_in, evening, instant, new_journal, treatment, worked_example
from tests.journal.trajectories.test_properties import Journal as Drawn
from tests.journal.trajectories.test_properties import journals

INSTRUMENTS = load_instruments()
WEEK = [(-7 + place, 14) for place in range(7)]


LAST = DAY + timedelta(days=14)


def on(offset: int) -> date:
    return DAY + timedelta(days=offset)


def cards_of(
    journal: Journal, code: str = "daily-anxiety", today: date = LAST
) -> tuple[ResponseCard, ...]:
    with journal.read() as session:
        found = series(session, INSTRUMENTS, code, None, SELF, today)
        return response_cards(session, found, load_vocabulary())


def a_card(
    folder: Path,
    values: Sequence[tuple[int, float]],
    *,
    treatments: Sequence[int] = (0,),
    today: int = 14,
    code: str = "daily-anxiety",
    which: int = 0,
) -> ResponseCard:
    """The card of one of the treatments, given values by days from DAY."""
    folder.mkdir(exist_ok=True)
    with new_journal(folder) as journal:
        with journal.write("Log") as session:
            session.add_all(treatment(on(offset)) for offset in treatments)
            session.add_all(check_in(on(day), value, instrument=code) for day, value in values)
        return cards_of(journal, code, on(today))[which]


def line(found: ResponseCard, label: str) -> CardLine:
    (only,) = [one for one in found.lines if one.label == label]
    return only


def said(found: ResponseCard, label: str) -> tuple[str, str, bool]:
    one = line(found, label)
    return one.figure, plain(one.detail), one.is_withheld


def plain(text: str) -> str:
    """The text with usual spaces for those at which no line breaks."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def worked_paragraph(found: ResponseCard, opening: str) -> str:
    (only,) = [text for text in found.worked_out if text.startswith(opening)]
    return plain(only)


def the_worked_example() -> list[tuple[int, float]]:
    return [((day - DAY).days, value) for day, value in worked_example()]


def test_the_worked_example_says_every_figure(tmp_path: Path) -> None:
    found = a_card(tmp_path, the_worked_example())
    assert found.title == "Treatment 1, 10 Jan 2026, 0.5 mg/kg IV"
    assert found.second == (
        "Daily anxiety · score of the day, 0 to 21 · higher is worse · rated by the patient"
    )
    assert [plain(one.spoken) for one in found.lines] == [
        "Course baseline: 14, median of 7 of 7 days rated before this treatment, the first of the "
        "course",
        "Best day value: 5, on day 5 after, 15 January 2026",
        "Change: −9 points, from the course baseline of 14 to 5, −64 %",
        "Response: reached on day 2 after, line at 7, 50 % of the course baseline",
        "Duration: 7 days, day 2 to day 8 after; then two rated days running above the line",
        "Days 1 to 3 after: 7, median of 3 of 3 days rated",
        "Days 4 to 7 after: 6.5, median of 4 of 4 days rated",
        "Days 8 to 14 after: 11, median of 7 of 7 days rated",
        "Days 15 to 28 after: none, today is day 14 after",
        "Rated days after: 14 of 14, today is day 14 after",
        "Strongest side effect: none logged",
        "Other medicines that day: none logged",
    ]
    assert [one.label for one in found.lines if one.is_withheld] == ["Days 15 to 28 after"]


def test_how_it_is_worked_out_states_the_rules_with_these_numbers(tmp_path: Path) -> None:
    found = a_card(tmp_path, the_worked_example())
    assert "Here the course baseline is 14: 7 of 7 days rated." in worked_paragraph(
        found, "Baseline"
    )
    assert "Here it is 0.5 × 14 = 7" in worked_paragraph(found, "Response line")
    response = worked_paragraph(found, "Response:")
    assert "Here: 7 on day 2 after and 6 on day 3 after" in response
    caution = worked_paragraph(found, "What two days can say")
    assert (
        "about one in seven even when nothing was done (windows of 14 days; 5 % at 3 days, "
        "10 % at 7)"
    ) in caution
    assert "Fisher and others 2017, J Abnorm Psychol 126:1044" in caution
    assert "thresholds that a new journal has" not in caution
    assert "Here: day 2 to day 8 after, 7 days;" in worked_paragraph(found, "Duration")
    assert "Here: 5 − 14 = −9 points" in worked_paragraph(found, "Change")


def test_thresholds_of_the_journal_are_the_ones_stated(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Log") as session:
            keep_settings(
                session,
                JournalSettings(
                    rules={"baseline_days": 5, "response_fraction": 0.25, "open_gap": 2}
                ),
            )
            session.add(treatment())
            session.add_all(check_in(on(day), value) for day, value in the_worked_example())
        (found,) = cards_of(journal)
    assert said(found, "Response")[1] == "line at 10.5, 75 % of the course baseline"
    assert said(found, "Course baseline")[1].startswith("median of 5 of 5 days rated")
    assert "on the 5 days before" in worked_paragraph(found, "Baseline")
    assert "more than 2 days without an entry" in worked_paragraph(found, "Duration")
    assert "thresholds that a new journal has" in worked_paragraph(found, "What two days can say")


def test_a_cut_window_names_the_treatment_before_it(tmp_path: Path) -> None:
    values = [*WEEK, (1, 13), (2, 12), (3, 12), (4, 11), (5, 11), (7, 6), (8, 5)]
    found = a_card(tmp_path, values, treatments=(0, 6), which=1, today=8)
    assert said(found, "Course baseline") == (
        "14",
        "median of 7 of 7 days rated before the first treatment of the course",
        False,
    )
    assert said(found, "Own baseline") == (
        "12",
        "median of 5 of 5 days rated before this treatment, after the treatment before it",
        False,
    )


def test_too_few_days_before_are_counted_out(tmp_path: Path) -> None:
    found = a_card(tmp_path, [(-6, 14), (-4, 12), (-1, 13), *((day, 6) for day in range(1, 15))])
    assert said(found, "Course baseline") == (
        "none",
        "3 of 7 days rated before this treatment, the first of the course; at least 4 are needed",
        True,
    )
    assert said(found, "Response") == (
        "no response line",
        "there is no baseline to take it from",
        True,
    )
    assert said(found, "Change") == ("none", "there is no baseline to take it from", True)
    assert said(found, "Duration") == ("none", "counted only from a response on", True)


def test_without_a_course_baseline_the_own_one_is_named(tmp_path: Path) -> None:
    values = [(1, 12), (2, 12), (3, 12), (4, 12), (6, 6), (7, 6), (8, 6)]
    found = a_card(tmp_path, values, treatments=(0, 5), which=1, today=8)
    assert line(found, "Course baseline").is_withheld
    assert said(found, "Response")[:2] == (
        "reached on day 1 after",
        "line at 6, 50 % of the own baseline",
    )
    assert said(found, "Change")[:2] == (
        "−6 points",
        "from the own baseline of 12 to 6, −50 %",
    )


def test_a_low_baseline_has_no_line_and_no_per_cent(tmp_path: Path) -> None:
    week = [(-7 + place, 4) for place in range(7)]
    found = a_card(tmp_path, [*week, *((day, 2) for day in range(1, 15))])
    assert said(found, "Response") == (
        "no response line",
        "the course baseline of 4 is below 5",
        True,
    )
    assert said(found, "Change") == ("−2 points", "from the course baseline of 4 to 2", False)


def test_too_few_days_after_are_counted_out(tmp_path: Path) -> None:
    found = a_card(tmp_path, [*WEEK, (1, 13), (2, 12), (5, 12), (9, 12), (12, 11)])
    assert said(found, "Response") == (
        "not enough entries",
        "5 of 14 days rated; at least 7 are needed; line at 7, 50 % of the course baseline",
        True,
    )
    assert said(found, "Days 8 to 14 after") == (
        "none",
        "2 of 7 days rated; at least 4 are needed",
        True,
    )


def test_a_window_that_is_still_open_says_when_it_can_be_told(tmp_path: Path) -> None:
    found = a_card(tmp_path, [*WEEK, *((day, 12) for day in range(1, 10))], today=9)
    assert said(found, "Response")[1].startswith(
        "today is day 9 after; this can be said from day 14 after, or from the next treatment on"
    )
    assert said(found, "Days 8 to 14 after")[:2] == (
        "12",
        "median of 2 of 2 days rated, today is day 9 after",
    )


def test_a_response_not_reached_says_how_many_days_were_rated(tmp_path: Path) -> None:
    found = a_card(tmp_path, [*WEEK, *((day, 12) for day in range(1, 11))])
    assert said(found, "Response") == (
        "not reached",
        "10 of 14 days rated; line at 7, 50 % of the course baseline",
        False,
    )


def test_what_was_already_at_the_line_is_said_so(tmp_path: Path) -> None:
    values = [*WEEK[:6], (-1, 7), (1, 6), (2, 6)]
    found = a_card(tmp_path, values, today=2)
    assert said(found, "Response")[1] == (
        "line at 7, 50 % of the course baseline; the last value before was already at or below "
        "the line"
    )
    assert "The last value before was already at or below the line." in worked_paragraph(
        found, "Response:"
    )


def test_a_duration_says_why_it_is_open(tmp_path: Path) -> None:
    values = [*WEEK, (1, 7), (2, 6), (3, 6)]
    ends = {
        "today": a_card(tmp_path / "1", values, today=4),
        "gap": a_card(tmp_path / "2", values, today=9),
        "next": a_card(tmp_path / "3", values, treatments=(0, 5), today=9),
    }
    assert {name: said(one, "Duration")[:2] for name, one in ends.items()} == {
        "today": ("at least 3 days", "day 1 to day 3 after; today came first"),
        "gap": (
            "at least 3 days",
            "day 1 to day 3 after; then more than 3 days without an entry",
        ),
        "next": ("at least 3 days", "day 1 to day 3 after; the next treatment came first"),
    }


def test_the_value_before_the_next_treatment_may_be_the_second_day_and_the_best(
    tmp_path: Path,
) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Log") as session:
            session.add_all((treatment(), treatment(on(4))))
            session.add_all(check_in(on(day), value) for day, value in [*WEEK, (1, 12), (3, 7)])
            session.add(check_in(on(4), 5, rated_at=instant(f"{on(4)}T08:00:00+00:00")))
        found = cards_of(journal)[0]
    assert said(found, "Response")[0] == "reached on day 3 after"
    assert said(found, "Best day value")[:2] == (
        "5",
        "on 14 January 2026, before the next treatment began",
    )
    assert said(found, "Duration")[:2] == (
        "at least 2 days",
        "day 3 to day 4 after; the next treatment came first",
    )
    assert said(found, "Rated days after")[:2] == ("2 of 3", "the next treatment was on day 4")
    assert "7 on day 3 after and 5 on day 4 after, before the next treatment began" in (
        worked_paragraph(found, "Response:")
    )


def test_a_treatment_of_today_has_no_day_after_yet(tmp_path: Path) -> None:
    found = a_card(tmp_path, WEEK, today=0)
    assert said(found, "Rated days after") == ("none", "the treatment was today", True)
    assert said(found, "Response")[1].startswith("the treatment was today; this can be said from")
    assert said(found, "Days 1 to 3 after") == ("none", "the treatment was today", True)


def test_treatments_on_two_days_running_say_what_lies_between(tmp_path: Path) -> None:
    first = a_card(tmp_path / "1", WEEK, treatments=(0, 1))
    second = a_card(tmp_path / "2", WEEK, treatments=(0, 1), which=1)
    assert said(first, "Response")[1].startswith("the next treatment was on the next day;")
    assert said(second, "Own baseline") == (
        "none",
        "no day lies between this treatment and the one before it; at least 4 are needed",
        True,
    )


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
        "still there; 1 logged",
    )
    ended = {"effect": "nausea", "severity": "mild", "onset": start, "end": evening(on(3))}
    then = effects_card(tmp_path / "2", ended, today=on(2))
    assert said(then, "Strongest side effect")[1].startswith("still there")
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


DAILY_SUBJECT = words.subject(
    INSTRUMENTS["daily-anxiety"],
    INSTRUMENTS["daily-anxiety"].main_score,
    SELF,
    is_sample=False,
)


def drawn_cards(drawn: Drawn) -> list[tuple[AroundTreatment, ResponseCard]]:
    figures = drawn.figures
    opened = {one.course: one.number for one in reversed(figures)}
    return [
        (
            one,
            card(
                CardFacts(
                    what=DAILY_SUBJECT,
                    code="daily-anxiety",
                    recall="today",
                    recall_days=1,
                    one=one,
                    opens_course=opened[one.course] == one.number,
                )
            ),
        )
        for one in figures
    ]


@given(journals())
@settings(max_examples=60, deadline=None)
def test_a_figure_is_withheld_exactly_when_there_is_none(drawn: Drawn) -> None:
    for one, found in drawn_cards(drawn):
        by_label = {each.label: each for each in found.lines}
        best = by_label.get("Best day value") or by_label["Best value"]
        missing = {
            best.label: one.best is None or one.rules.better is Better.NEITHER,
            "Change": one.change is None,
        }
        if one.rules.baseline_kind is BaselineKind.MEDIAN:
            missing["Course baseline"] = one.course_baseline.value is None
            missing["Response"] = one.response.status in (
                ResponseStatus.NO_LINE,
                ResponseStatus.NOT_ENOUGH_ENTRIES,
            )
            for span in one.rules.spans:
                label = f"Days {span.first} to {span.last} after"
                missing[label] = one.medians[span.name].value is None
            if "Own baseline" in by_label:
                missing["Own baseline"] = one.own_baseline.value is None
            if one.rules.allows_line:
                missing["Duration"] = one.duration is None
        for label, is_missing in missing.items():
            assert by_label[label].is_withheld is is_missing, label
            assert by_label[label].detail or not is_missing


@given(journals())
@settings(max_examples=60, deadline=None)
def test_every_figure_on_a_card_is_the_one_reckoned(drawn: Drawn) -> None:
    for one, found in drawn_cards(drawn):
        by_label = {each.label: each for each in found.lines}
        if one.best is not None:
            best = by_label.get("Best day value") or by_label["Best value"]
            assert best.figure == words.figure(one.best.value)
        if one.change is not None:
            number = float(by_label["Change"].figure.split()[0].replace("−", "-"))
            assert number == one.change
        assert ("%" in by_label["Change"].detail) == (one.change_percent is not None)
        if one.rules.baseline_kind is BaselineKind.LAST:
            assert not {"Response", "Duration"} & set(by_label)
            continue
        if one.course_baseline.value is not None:
            course = by_label["Course baseline"]
            assert course.figure == words.figure(one.course_baseline.value)
            assert f"{one.course_baseline.n} of {one.course_baseline.of} day" in course.detail
        if one.duration is not None:
            lasted = by_label["Duration"].figure
            assert lasted.startswith("at least ") == one.duration.at_least
            assert lasted.removeprefix("at least ").split()[0] == str(one.duration.days)
        for span in one.rules.spans:
            median = one.medians[span.name]
            shown = by_label[f"Days {span.first} to {span.last} after"]
            assert median.value is None or shown.figure == words.figure(median.value)
            assert median.of == 0 or f"{median.n} of {median.of} day" in shown.detail
        if one.coverage.of:
            assert by_label["Rated days after"].figure == (
                f"{one.coverage.rated} of {one.coverage.of}"
            )
