"""The steps of bringing a file in, and what the page says at each."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


class Step(StrEnum):
    """Where the person is."""

    FILE = "file"
    COLUMNS = "columns"
    DATES = "dates"
    PREVIEW = "preview"
    DONE = "done"
    WORKING = "working"


def second_words(step: Step, file: str) -> str:
    """What stands under the title; `file` is the name of what is being worked on."""
    known = {
        Step.FILE: translate("BringIn", "Step 1 of 3: choose what to bring in"),
        Step.COLUMNS: translate("BringIn", "Step 2 of 3: say what the columns are"),
        Step.DATES: translate("BringIn", "Step 2 of 3: a question about the dates"),
        Step.PREVIEW: translate("BringIn", "Step 3 of 3: look at what would come in"),
        Step.DONE: translate("BringIn", "Done"),
        Step.WORKING: file,
    }
    return known[step]


def next_words(step: Step) -> str:
    """What the button that goes on does; empty where there is none."""
    known = {
        Step.COLUMNS: translate("BringIn", "See what would come in"),
        Step.DATES: translate("BringIn", "See what would come in"),
        Step.PREVIEW: translate("BringIn", "Bring it in"),
        Step.DONE: translate("BringIn", "Bring in something else"),
    }
    return known.get(step, "")
