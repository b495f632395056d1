"""A blank form holds the whole instrument, word for word."""

import pytest

from journal.instrument_files import load_instrument, load_instruments
from journal.instruments import Instrument
from journal.report.choices import Paper
from journal.report.forms import blank_form, form_sheet
from journal.report.typesetting import pdf
from tests.journal.report.papers import OWN, pages_of, size_of, tags_of, text_of

INSTRUMENTS = load_instruments()


@pytest.mark.parametrize("code", INSTRUMENTS)
@pytest.mark.parametrize("paper", Paper)
def test_every_item_and_every_answer_is_on_paper(code: str, paper: Paper) -> None:
    instrument = INSTRUMENTS[code]
    text = text_of(pdf(form_sheet(instrument, paper)))
    assert instrument.title in text
    assert instrument.instruction in text
    assert instrument.licence in text
    assert "Day:" in text
    assert "Rated by:" in text
    for item in instrument.items:
        assert item.text in text
        assert item.group in text
        for option in item.options:
            assert option.text in text
        for word in (item.low, item.high, item.unit):
            assert word in text


@pytest.mark.parametrize("code", ["gad7", "phq8"])
def test_a_standard_questionnaire_carries_its_licence_word_for_word(code: str) -> None:
    text = text_of(pdf(form_sheet(INSTRUMENTS[code], Paper.A4)))
    assert (
        "Copyright © Pfizer Inc. Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt "
        "Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required "
        "to reproduce, translate, display or distribute." in text
    )


def test_every_answer_has_a_box_with_its_number() -> None:
    text = text_of(pdf(form_sheet(INSTRUMENTS["daily-anxiety"], Paper.A4)))
    for number, item in enumerate(INSTRUMENTS["daily-anxiety"].items, 1):
        assert f"{number}. {item.text} 0 1 2 3" in text


@pytest.mark.parametrize(
    "instrument",
    [one for code, one in INSTRUMENTS.items() if code != "social-situations"],
    ids=lambda one: one.code,
)
def test_a_form_is_one_page(instrument: Instrument) -> None:
    for paper in Paper:
        assert len(pages_of(pdf(form_sheet(instrument, paper)))) == 1


def test_twenty_four_situations_fit_on_a_page_of_a4() -> None:
    content = pdf(form_sheet(INSTRUMENTS["social-situations"], Paper.A4))
    assert len(pages_of(content)) == 1
    assert size_of(content) == (595, 842)


def test_a_scale_of_ones_own_has_a_form_too() -> None:
    text = text_of(pdf(form_sheet(load_instrument(OWN, "own"), Paper.LETTER)))
    for words in ("Tension in the shoulders", "In the morning", "0 Loose", "1 Tight", "steps"):
        assert words in text


def test_what_asks_about_a_moment_has_a_line_for_the_clock() -> None:
    assert blank_form(INSTRUMENTS["anxiety-now"], Paper.A4).lines == ("Day:", "Time:", "Rated by:")
    assert blank_form(INSTRUMENTS["gad7"], Paper.A4).lines == ("Day:", "Rated by:")


def test_the_same_form_is_the_same_bytes_and_has_a_table_with_headers() -> None:
    content = pdf(form_sheet(INSTRUMENTS["gad7"], Paper.A4))
    assert content == pdf(form_sheet(INSTRUMENTS["gad7"], Paper.A4))
    kinds = [one.kind for one in tags_of(content)]
    assert "/Table" in kinds
    assert "/TH" in kinds
