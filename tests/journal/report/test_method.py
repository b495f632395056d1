"""The method page names every instrument and every rule with the numbers that were used."""

from dataclasses import replace
from pathlib import Path

from journal.instrument_files import load_instruments
from journal.report.choices import Section
from journal.settings import JournalSettings, keep_settings
from journal.trajectories.rules import DEFAULT_RULES, BaselineKind, Better, Rules
from journal.words import method
from tests.builders import DAY, check_in
from tests.journal.report.papers import (
    a_journal,
    pages_of,
    report_of,
    text_of,
    with_sections,
    worked_records,
)

METHOD = with_sections(Section.METHOD)
USUAL = replace(DEFAULT_RULES, least_baseline=5)


def _said(rules: Rules) -> str:
    said = " ".join(f"{one.name}: {one.text}" for one in method.rules(rules))
    return " ".join(said.split())


def test_each_threshold_is_stated_as_it_is_used() -> None:
    used = replace(
        USUAL,
        baseline_days=9,
        baseline_least=5,
        response_fraction=0.4,
        response_by=16,
        sustain_gap=2,
        open_gap=6,
        course_gap=61,
        coverage_least=8,
        coverage_share=0.6,
        least_baseline=11,
        overlay_least=4,
        quartiles_from=7,
    )
    said = _said(used)
    for words in (
        "on the 9 days before",
        "at least 5 have to be rated",
        "A fall of 40 %",
        "day 16 at the latest",
        "no more than 2 days on",
        "more than 6 days without an entry",
        "more than 61 days after",
        "at least 8 and at least 60 % of the days",
        "below 11",
        "where 4 or more treatments have a value",
        "from 7 treatments on",
        "thresholds that a new journal has, not with those used",
    ):
        assert words in said


def test_what_two_days_can_say_is_told_with_its_source(tmp_path: Path) -> None:
    with a_journal(tmp_path, worked_records()) as journal:
        text = text_of(report_of(journal, METHOD))
    assert "about one in seven even when nothing was done" in text
    assert "5 % at 3 days, 10 % at 7" in text
    assert "Fisher and others 2017, J Abnorm Psychol 126:1044" in text
    assert "placebo" not in text


def test_thresholds_set_in_the_journal_are_those_of_the_method(tmp_path: Path) -> None:
    with a_journal(tmp_path, worked_records()) as journal:
        with journal.write("Set") as session:
            keep_settings(session, JournalSettings(rules={"sustain_gap": 2}))
        assert "no more than 2 days on" in text_of(report_of(journal, METHOD))


def test_each_instrument_used_is_there_with_recall_scoring_source_and_licence(
    tmp_path: Path,
) -> None:
    known = load_instruments()
    records = [
        *worked_records(),
        check_in(DAY, 12, instrument="gad7"),
    ]
    with a_journal(tmp_path, records) as journal:
        text = text_of(report_of(journal, METHOD))
    for code in ("daily-anxiety", "gad7"):
        for words in (known[code].source, known[code].licence, known[code].instruction):
            assert words in text
    assert "Total: 7 items of 0 to 3 each, added up: 0 to 21, higher is worse." in text
    assert "0–4 minimal, 5–9 mild, 10–14 moderate, 15–21 severe" in text
    assert "A change of 4 is often treated as meaningful; a stricter study found 6." in text
    assert known["phq8"].source not in text


def test_a_score_without_a_response_line_has_no_rule_of_one() -> None:
    said = _said(replace(USUAL, has_line=False))
    assert "None for this score" in said
    assert "one in seven" not in said
    rare = _said(replace(USUAL, baseline_kind=BaselineKind.LAST))
    assert "last complete questionnaire within 14 days" in rare
    assert "two rated days" not in rare
    assert "Best value" not in _said(replace(USUAL, better=Better.NEITHER, has_line=False))


def test_what_the_report_is_of_never_stands_on_a_page_of_its_own(tmp_path: Path) -> None:
    now = check_in(DAY, 40, instrument="anxiety-now", answers={"value": {"value": 40}})
    with a_journal(tmp_path, [*worked_records(), now]) as journal:
        pages = pages_of(report_of(journal, METHOD))
    assert "How this was worked out" in pages[-2]  # the rules fill the page before
    assert pages[-1].index("Anxiety right now") < pages[-1].index("Data (SHA-256)")
