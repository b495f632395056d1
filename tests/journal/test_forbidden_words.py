"""What no sentence of the program says: causes, advice, predictions, verdicts, praise and blame.

The journal records and shows; it does not advise. This reads every sentence that can be shown:
what the window translates, the words of charts, figures and report, the texts in the resources,
every literal of several words anywhere else, whether it is shown today or not, and the pages that
tell of the program. The standard
questionnaires are word for word their owners', and the sample patient's notes are what a person
may write; both are left out.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY

CAUSE = (
    r"because of",
    r"due to",
    r"thanks to",
    r"owing to",
    r"as a result of",
    r"caus(e|es|ed|ing)",
    r"led to",
    r"brought about",
    r"helped",
    r"worked(?! out)",
    r"works",
    r"(in)?effective(ness)?",
    r"benefit(s|ed)?",
    r"effect of (a|the|this|your) (treatment|dose|medicine)",
    r"respon(se|ses|d|ds|ded) to (an?|its?|this|these|(the )?(treatment|infusion|dose|medicine)s?)",
    r"(made|makes) (it|you|things|the anxiety) (better|worse)",
)
ADVICE = (
    r"you (should|must|ought|need to|had better)",
    r"should (take|stop|start|change|ask|talk|wait|skip|get)",
    r"recommend\w*",
    r"advis\w+",
    r"we suggest",
    r"consider (taking|asking|stopping|changing)",
    r"it is (better|best) to",
    r"(increase|decrease|raise|lower|reduce|double) (the|your) dose",
    r"(next|another) treatment is due",
)
PREDICTION = (
    r"will (last|wear|fade|return|come back|improve|get better|get worse|feel|help)",
    r"expect(ed|s|ing)?",
    r"likely",
    r"probabl[ey]",
    r"predict\w*",
    r"forecast\w*",
    r"prognosis",
    r"on average",
    r"trend(s|ing)?",
    r"wears? off",
)
OTHERS = (
    r"most (people|patients)",
    r"(other|many|some) (people|patients) (feel|felt|had|have|report|reported|respond|responded)",
    r"success rate",
    r"placebo",
    r"(people|patients) like you",
)
VERDICT = (
    r"(ab)?normal(ly)?",
    r"too (high|low)",
    r"(un)?healthy",
    r"(good|bad|poor|excellent) (result|response|value|score|news)",
    r"success(es|ful|fully)?",
    r"improve(d|s|ment|ments)?",
    r"deteriorat\w*",
    r"relapse\w*",
    r"remission",
    r"recover(ed|y)",
    r"(non-?)?responders?",
    r"cured?",
    r"clinically (significant|relevant|meaningful)",
    r"significant(ly)?",
    r"p ?[<=] ?0",
    r"ideal",
)
COMPARISON = (
    r"(higher|lower|better|best|stronger|right|optimal) dose",
    r"works better",
    r"better than",
    r"worse than",
    r"(best|worst) (treatment|route|clinic|medicine)",
)
FEELING = (
    r"!",
    r"well done",
    r"great",
    r"congratulations",
    r"keep it up",
    r"streak",
    r"good job",
    r"unfortunately",
    r"sorry",
    r"oops",
    r"alarm\w*",
    r"warning",
    r"danger\w*",
    r"missed",
    r"forgot(ten)?",
)
NAMES = (r"LSAS", r"Liebowitz", r"red flag")

FORBIDDEN = {
    "a cause": CAUSE,
    "advice": ADVICE,
    "a prediction": PREDICTION,
    "what others had": OTHERS,
    "a verdict": VERDICT,
    "a comparison of doses": COMPARISON,
    "praise, blame or alarm": FEELING,
    "a name that is not ours to use": NAMES,
}


def _bounded(pattern: str) -> str:
    """The pattern for whole words; a sign such as ! stands anywhere but in a search pattern."""
    return r"(?<!\(\?)(?<!\(\?<)!" if pattern == "!" else rf"(?<!\w)(?:{pattern})(?!\w)"


_PATTERNS = {
    kind: re.compile("|".join(_bounded(one) for one in some), re.IGNORECASE)
    for kind, some in FORBIDDEN.items()
}


@dataclass(frozen=True)
class Sentence:
    """A text that can be shown, and where it stands."""

    place: str
    text: str


ALLOWED = {
    "If you are in danger, call now": "the safety text above the crisis lines",
    "Dropping a file here works as well": "how a file is brought in, not what a treatment does",
    "carried forward or forecast. There is no trend line": "says what the program does not do",
    "It records and shows; it does not advise": "the same, in the readme",
    "Nothing is smoothed, filled in or forecast": "the same, in the page on figures",
    "tells what anyone may expect": "the same, of the sample patient",
    "a form introduced by Liebowitz 1987": "credits the form of a scale, as its source",
}
"""Phrases that are meant, each with the reason. A phrase is cut out before a text is searched."""

_ALLOWED = re.compile("|".join(map(re.escape, ALLOWED)), re.IGNORECASE)


def faults(sentence: Sentence) -> list[str]:
    """What is wrong with a sentence, in words; nothing when all is well."""
    text = _ALLOWED.sub(" ", " ".join(sentence.text.split()))
    return [
        f"{sentence.place}: {kind}: “{found[0]}” in “{text}”"
        for kind, pattern in _PATTERNS.items()
        for found in pattern.finditer(text)
    ]


@lru_cache(maxsize=1)
def _nodes(source: str) -> tuple[ast.AST, ...]:
    """All of a module; several readers take the same one in turn."""
    return tuple(ast.walk(ast.parse(source)))


def _docstrings(nodes: tuple[ast.AST, ...]) -> set[int]:
    """The ids of the constants that are docstrings or stand alone as remarks on a name."""
    return {
        id(node.value)
        for node in nodes
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _text_of(node: ast.AST) -> str | None:
    """The text of a literal; a value put into it is a pair of braces."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text_of(part) or "{}" for part in node.values)
    return None


def texts_in_words(source: str, place: str) -> Iterator[Sentence]:
    """Every literal of a module that holds words, but for its docstrings."""
    nodes = _nodes(source)
    skipped = _docstrings(nodes)
    for node in nodes:
        if isinstance(node, ast.JoinedStr):  # read as a whole, but for what is put into it
            skipped |= {id(part) for part in node.values if isinstance(part, ast.Constant)}
    for node in nodes:
        text = None if id(node) in skipped else _text_of(node)
        if text:
            yield Sentence(f"{place}:{getattr(node, 'lineno', 0)}", text)


def texts_of_several_words(source: str, place: str) -> Iterator[Sentence]:
    """Every literal with a space in it, but for docstrings: a lone word is a name, not a text."""
    for sentence in texts_in_words(source, place):
        if " " in sentence.text.strip():
            yield sentence


def texts_translated(source: str, place: str) -> Iterator[Sentence]:
    """Every literal that a module hands to `translate`, but for the context."""
    for node in _nodes(source):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        if name in ("translate", "tr"):
            for argument in node.args[1:]:
                text = _text_of(argument)
                if text:
                    yield Sentence(f"{place}:{node.lineno}", text)


def texts_in_toml(source: str, place: str) -> Iterator[Sentence]:
    """Every text of a data file, unless it is a standard questionnaire."""
    table = tomllib.loads(source)
    if table.get("standard") is not True:
        for text in _leaves(table):
            yield Sentence(place, text)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)


def texts_in_typst(source: str, place: str) -> Iterator[Sentence]:
    """Every quoted text of a template, and every word of its running text."""
    for number, line in enumerate(source.splitlines(), 1):
        shown = re.sub(r"(^|\s)//.*", "", line)
        for quoted in re.findall(r'"([^"]*)"', shown):
            yield Sentence(f"{place}:{number}", quoted)
        for running in re.findall(r"\[([^\[\]#]+)\]", shown):
            yield Sentence(f"{place}:{number}", running)


def texts_in_markdown(source: str, place: str) -> Iterator[Sentence]:
    """Every paragraph of a page, without what stands there as code or as the sign of a picture."""
    prose = re.sub(r"```.*?```|`[^`]*`", "", source, flags=re.DOTALL).replace("![", "[")
    for paragraph in re.split(r"\n\s*\n", prose):
        if paragraph.strip():
            yield Sentence(place, paragraph)


def _python_files(*places: str) -> Iterator[Path]:
    for place in places:
        path = REPOSITORY / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


@cache
def sentences() -> tuple[Sentence, ...]:
    """Everything that the program can say, read once for all tests."""
    return tuple(_read_all())


def _read_all() -> Iterator[Sentence]:
    readers = (
        (
            (texts_in_words,),
            _python_files(
                "journal/words",
                "journal/report",
                "journal/response_cards.py",
                "journal/since_visit.py",
                "journal/command_line",
            ),
        ),
        ((texts_translated, texts_of_several_words), _python_files("main.py", "ui")),
        (
            (texts_of_several_words,),
            (one for one in _python_files("journal") if "sample" not in one.parts),
        ),
        ((texts_in_toml,), sorted((REPOSITORY / "resources").rglob("*.toml"))),
        ((texts_in_typst,), sorted((REPOSITORY / "resources").rglob("*.typ"))),
        (
            (texts_in_markdown,),
            [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))],
        ),
    )
    for reads, paths in readers:
        for path in paths:
            source, place = path.read_text(encoding="utf-8"), str(path.relative_to(REPOSITORY))
            for read in reads:
                yield from read(source, place)


def test_no_sentence_states_a_cause_advice_a_prediction_or_a_verdict() -> None:
    found = [fault for sentence in sentences() for fault in faults(sentence)]
    assert not found, "\n".join(found)


def test_every_part_of_the_program_is_read() -> None:
    read = [sentence.place for sentence in sentences()]
    for part in (
        "journal/words/__init__.py",
        "journal/words/cards.py",
        "journal/words/since_visit.py",
        "journal/charts/durations.py",
        "journal/exchange/fault_words.py",
        "journal/own_scales.py",
        "main.py",
        "ui/uncaught.py",
        "ui/window.py",
        "ui/pages/treatments/treatment_view.py",
        "resources/side-effects.toml",
        "resources/instruments/daily-anxiety.toml",
        "resources/report.typ",
        "README.md",
        "docs/figures.md",
    ):
        assert any(place.startswith(part) for place in read), part
    assert not any("gad7.toml" in place or "phq8.toml" in place for place in read)


@pytest.mark.parametrize("phrase", ALLOWED)
def test_what_is_allowed_is_still_said(phrase: str) -> None:
    said = (" ".join(sentence.text.split()) for sentence in sentences())
    assert any(phrase.casefold() in text.casefold() for text in said)


PLANTED = {
    "a cause": "The fall came because of the infusion",
    "advice": "You should ask for an earlier one",
    "a prediction": "This will last about 12 days",
    "what others had": "Most people feel better by day 2",
    "a verdict": "That is a normal value",
    "a comparison of doses": "A higher dose lasted longer",
    "praise, blame or alarm": "Well done, seven days in a row",
    "a name that is not ours to use": "LSAS total",
}


@pytest.mark.parametrize(("kind", "text"), PLANTED.items())
def test_a_planted_sentence_is_found_wherever_it_stands(kind: str, text: str) -> None:
    planted = (
        *texts_in_words(f'"""A module."""\nSAID = "{text}"\n', "words.py"),
        *texts_in_words(f'def said(n: int) -> str:\n    return f"{{n}}. {text} {{n}}"\n', "f.py"),
        *texts_in_words(f"said = f\"{{'{text}' if n else ''}}: {{n}}\"\n", "inner.py"),
        *texts_of_several_words(f'draw(figure, "{text}", size)', "chart.py"),
        *texts_translated(f'translate("Today", "{text}")', "ui.py"),
        *texts_translated(f'QCoreApplication.translate("Today", "{text}")', "ui.py"),
        *texts_in_toml(f'title = "{text}"\nstandard = false\n', "data.toml"),
        *texts_in_toml(f'[[items]]\ntext = "{text}"\n', "data.toml"),
        *texts_in_typst(f'#let said = "{text}"', "report.typ"),
        *texts_in_typst(f"#strong[{text}]", "report.typ"),
        *texts_in_markdown(f"# A page\n\n`code` and\n{text}.\n", "docs/page.md"),
    )
    planted = tuple(one for one in planted if text in one.text)
    assert len(planted) == 11
    for sentence in planted:
        assert [one for one in faults(sentence) if f": {kind}: " in one], sentence.place


@pytest.mark.parametrize(
    "text",
    [
        "Saved!",
        "Nausea, caused by it",
        "The dose that works",
        "More effective",
        "We recommend rest",
        "It is likely to come back",
        "Too high",
        "Your success rate",
        "A responder",
        "Relapse after 18 days",
        "The best dose",
        "Response to its treatments",
        "Sorry, that went wrong",
    ],
)
def test_each_of_these_would_be_found(text: str) -> None:
    assert faults(Sentence("planted", text))


@pytest.mark.parametrize(
    "text",
    [
        "How this is worked out",
        "reached on day 2 after",
        "at least 12 days: the next treatment came first",
        "a change of 4 is often treated as meaningful; a stricter study found 6",
        "Due every 14 days",
        "Here: 5 − 14 = −9 points",
    ],
)
def test_what_a_card_says_is_not_taken_for_it(text: str) -> None:
    assert not faults(Sentence("said", text))


def test_a_standard_questionnaire_and_a_docstring_are_left_alone() -> None:
    questionnaire = 'standard = true\ntext = "You should not be read"\n'
    assert not list(texts_in_toml(questionnaire, "gad7.toml"))
    documented = '"""Because of this."""\nNAME = 1\n"""You should know."""\n'
    assert not list(texts_in_words(documented, "words.py"))
