"""What the command line says when something stands in the way: sentences, and exit statuses.

A sentence tells what happened, what it means for the data, and what to do. Errors themselves
carry data and no text.
"""

from collections.abc import Callable
from typing import Any

DONE, IN_THE_WAY, USED_WRONGLY = 0, 1, 2
"""What a command ends with."""


class Refusal(Exception):
    """A command that cannot be carried out, already in words."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


def refusal_of(error: Exception) -> Refusal | None:
    """The words for an error that is expected; None for one that is a defect."""
    if isinstance(error, Refusal):
        return error
    for kind in type(error).__mro__:
        say = _WORDS.get(kind.__name__)
        if say is not None:
            return Refusal(*say(error))
    return None


Say = Callable[[Any], tuple[str, int]]


def _file(words: str) -> Say:
    return lambda error: (words.format(path=error.path), IN_THE_WAY)


def _cannot_save(error: Any) -> tuple[str, int]:
    reasons = {
        "read-only": "the file or its folder is read-only, or nothing can be locked there",
        "full": "the disk is full",
        "busy": "another program is writing to it",
        "damaged": "the file is damaged",
        "gone": "the file is not there any more, or another lies in its place",
        "other": "the system refused it",
    }
    return (
        f"Nothing was saved to {error.path}: {reasons[error.obstacle.value]}. "
        "What was there before is unchanged. Put that right, then try again.",
        IN_THE_WAY,
    )


def _in_use(error: Any) -> tuple[str, int]:
    held = error.holder
    since = "" if held is None else f" since {held.since.local.astimezone():%Y-%m-%d %H:%M}"
    if held is None or held.is_here:
        where, what_to_do = "in another window", "Close that window, then try again."
    elif error.is_locked:
        where = f"on the computer {held.computer}"
        what_to_do = "Close it there, then try again."
    else:
        where = f"on the computer {held.computer}"
        since += ", as the file beside it says"
        what_to_do = (
            "Close it there, then try again. If it is open there no more, open it once in the "
            "window here."
        )
    return f"{error.path} is open {where}{since}. Nothing was changed. {what_to_do}", IN_THE_WAY


def _cannot_make(error: Any) -> tuple[str, int]:
    if error.is_full:
        why, what_to_do = ": the disk is full", "Make room there, or choose another disk."
    elif error.is_too_long:
        why, what_to_do = ": its name is too long", "Choose a shorter one."
    else:
        why, what_to_do = "", "Choose a folder that exists and can be written to."
    return f"{error.path} cannot be made{why}. Nothing was written. {what_to_do}", IN_THE_WAY


def _newer(error: Any) -> tuple[str, int]:
    return (
        f"{error.path} was made by a newer version of Tidemark (file version {error.found}). "
        "Nothing was changed. Install the newer version to open it.",
        IN_THE_WAY,
    )


def _newer_archive(error: Any) -> tuple[str, int]:
    return (
        f"{error.path} was written by a newer version of Tidemark (schema {error.found}). "
        "Nothing was written. Install the newer version to bring it in.",
        IN_THE_WAY,
    )


def _unknown_person(error: Any) -> tuple[str, int]:
    return (
        f"Nobody called “{error.name}” rates in this journal. Nothing was changed. "
        "Use “self” for the patient, or the name of an observer.",
        IN_THE_WAY,
    )


def _unknown_code(what: str) -> Say:
    def say(error: Any) -> tuple[str, int]:
        name = error.args[0]
        known = ", ".join(error.known)
        return (
            f"There is no {what} “{name}”. Nothing was written. Those there are: {known}.",
            USED_WRONGLY,
        )

    return say


def _faulty_data(error: Any) -> tuple[str, int]:
    where = error.file if error.line is None else f"{error.file}, line {error.line}"
    return (
        f"{where} cannot be used: {error.reason}. Nothing was changed. Correct that, then try "
        "again.",
        IN_THE_WAY,
    )


def _unreadable_file(error: Any) -> tuple[str, int]:
    from journal.exchange.fault_words import FILE_FAULTS

    where = error.file if error.line is None else f"{error.file}, line {error.line}"
    return (
        f"{where} cannot be read: {FILE_FAULTS[error.reason]}. Nothing was written. Choose another "
        "file, or save it again as CSV.",
        IN_THE_WAY,
    )


def _header_does_not_fit(error: Any) -> tuple[str, int]:
    missing = f"it lacks {', '.join(error.missing)}" if error.missing else ""
    twice = f"it names {', '.join(error.twice)} twice" if error.twice else ""
    why = " and ".join(part for part in (missing, twice) if part)
    return (
        f"The first line of {error.file} does not fit: {why}. Nothing was written. Correct the "
        "first line or the mapping, then try again.",
        IN_THE_WAY,
    )


def _ambiguous_dates(error: Any) -> tuple[str, int]:
    examples = ", ".join(error.examples)
    orders = " or ".join(error.orders) or "none that fits all rows"
    return (
        f"The dates of {error.column} in {error.file} ({examples}) can be read in more than one "
        f"order: {orders}. Nothing was written. Say which in the mapping.",
        IN_THE_WAY,
    )


def _scale(words: str) -> Say:
    return lambda error: (words.format(code=error.code), IN_THE_WAY)


def _faulty_records(error: Any) -> tuple[str, int]:
    n = len(error.ids)
    return (
        f"{n} check-in{'s' if n != 1 else ''} in {error.path} cannot be right: the answers do not "
        f"give the scores beside them (first: {error.ids[0]}). Nothing was changed. "
        "Keep a copy of the file and restore a backup from before.",
        IN_THE_WAY,
    )


_WORDS: dict[str, Say] = {
    "NoJournal": _file(
        "{path} is not there or cannot be read. Nothing was changed. Check the name."
    ),
    "NotAJournal": _file(
        "{path} is not a Tidemark journal. Nothing was changed. Choose another file."
    ),
    "DamagedJournal": _file(
        "{path} is damaged: part of it cannot be read, or is not what was saved. "
        "Nothing was changed. Keep a copy of it and open a backup instead."
    ),
    "JournalInUse": _in_use,
    "SharedCopy": _file(
        "{path} is the copy that a computer puts into a shared folder. Written to there, two "
        "computers would write one file, so nothing was changed. Merge it into a journal of your "
        "own, or go on from it in the window: “Go on from another computer”."
    ),
    "OtherJournal": _file(
        "{path} holds another journal, not a copy of this one: they have nothing in common. "
        "Nothing was changed. If both are about the same person, name the patient alike in the "
        "settings of both, or join it in the settings of the window, which asks."
    ),
    "NoLocks": _file(
        "The folder of {path} lets no program lock or share files, as some network folders do "
        "not, so it was not opened: two programs that write at once would harm it. Nothing was "
        "changed. Move it to a drive of this computer, then try again."
    ),
    "AlreadyThere": _file(
        "{path} is already there. It was left as it is. Choose a name that is not taken."
    ),
    "CannotMake": _cannot_make,
    "OlderJournal": _file(
        "{path} was made by an older version of Tidemark and has to be brought up to date. "
        "Nothing was changed. Open it once in Tidemark from a folder that can be written to."
    ),
    "NewerJournal": _newer,
    "NewerArchive": _newer_archive,
    "Locked": _file(
        "{path} is encrypted, or no Tidemark journal. Nothing was changed. Give its passphrase in "
        "a file, with --passphrase-file FILE."
    ),
    "WrongPassphrase": _file(
        "The passphrase does not open {path}. Nothing was changed. Check it for capitals, spaces "
        "and the keyboard's language; if it is surely right, the file's beginning is damaged: "
        "open a backup."
    ),
    "CannotSave": _cannot_save,
    "UnknownPerson": _unknown_person,
    "UnknownInstrument": _unknown_code("instrument"),
    "UnknownScore": _unknown_code("score"),
    "FaultyData": _faulty_data,
    "FaultyRecords": _faulty_records,
    "UnreadableFile": _unreadable_file,
    "HeaderDoesNotFit": _header_does_not_fit,
    "AmbiguousDates": _ambiguous_dates,
    "NoKnownFile": _file(
        "{path} is none of Tidemark's own CSV files. Nothing was written. Say how its columns are "
        "to be read with --mapping MAP.toml."
    ),
    "FolderInTheWay": _file(
        "{path} is already there. Nothing was written. Choose a folder that is new or empty."
    ),
    "CannotWriteFolder": _file(
        "{path} cannot be written. Nothing was left behind. Choose a folder with room that can be "
        "written to."
    ),
    "ScaleDiffers": _scale(
        "The journal has a scale {code} with another range or meaning. Nothing was written. Give "
        "the scale another code in the mapping."
    ),
    "ScaleInTrash": _scale(
        "The scale {code} is in the journal's trash. Nothing was written. Bring it back first, or "
        "give the scale another code in the mapping."
    ),
}
