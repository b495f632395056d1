"""What holds for every response card, whatever the journal."""

from hypothesis import given

from journal import words
from journal.response_cards import ResponseCard
from journal.trajectories.rules import BaselineKind, Better
from journal.trajectories.values import AroundTreatment, ResponseStatus
from journal.words import SELF
from journal.words.cards import CardFacts, card
from tests.examples import tried
from tests.journal.carded import INSTRUMENTS
from tests.journal.trajectories.journals import Journal as Drawn
from tests.journal.trajectories.journals import journals

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
                    one=one,
                    opens_course=opened[one.course] == one.number,
                )
            ),
        )
        for one in figures
    ]


@given(journals())
@tried(20)
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
@tried(20)
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
