"""What stands in the way, in words: what happened, that nothing was lost, what to do next.

Errors carry data and no text; here they are said.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from journal.obstacles import says_full
from ui import words

translate = QCoreApplication.translate


def problem_words(error: Exception) -> str | None:
    """What stands in the way, in words; None when the error is a defect of the program."""
    for kind in type(error).__mro__:
        say = _PROBLEMS.get(kind.__name__)
        if say is not None:
            return say(error)
    return None


def _no_journal(error: Any) -> str:
    return translate(
        "Words",
        "The journal is not at {path}, or it cannot be read. Nothing was changed. If it lies on "
        "a drive, connect it; if it was moved, open it from its new place.",
    ).format(path=error.path)


def _no_copy_there(error: Any) -> str:
    return translate(
        "Words",
        "There is no copy of a journal in {path} yet. Nothing was changed. On the other computer, "
        "choose this folder under Settings, “Shared folder”, and wait until its copy is here.",
    ).format(path=error.path)


def _shared_copy(error: Any) -> str:
    return translate(
        "Words",
        "{path} is the copy that one of your computers puts into a shared folder. Opened there, "
        "two computers would write one file, so it was not opened. Choose “Go on from another "
        "computer” and its folder instead.",
    ).format(path=error.path)


def _not_a_journal(error: Any) -> str:
    return translate(
        "Words",
        "{path} is not a Tidemark journal. Nothing was changed. Choose another file, or bring "
        "its entries in under “Bring in”.",
    ).format(path=error.path)


def _damaged(error: Any) -> str:
    return translate(
        "Words",
        "{path} is damaged: part of it cannot be read, or is not what was saved. Nothing was "
        "changed. Keep a copy of it as it is, and open a backup.",
    ).format(path=error.path)


def _in_use(error: Any) -> str:
    held = error.holder
    if held is None:
        text = translate(
            "Words",
            "{path} is open in another window. Nothing was changed. Close the other window and "
            "try again, or open the journal here to read.",
        )
        return text.format(path=error.path)
    if held.is_here:
        text = translate(
            "Words",
            "{path} has been open in another window since {since}. Nothing was changed. Close the "
            "other window and try again, or open the journal here to read.",
        )
    elif error.is_locked:
        text = translate(
            "Words",
            "{path} has been open on the computer {computer} since {since}. Nothing was changed. "
            "Close it there and try again, or open the journal here to read.",
        )
    else:
        text = translate(
            "Words",
            "{path} has been open on the computer {computer} since {since}, as the file beside it "
            "says. Written on both, one would lose what the other keeps. Nothing was changed. "
            "Close it there and try again, or open the journal here to read. If it is open there "
            "no more, because that computer stopped without closing it, write in it here.",
        )
    return text.format(
        path=error.path, computer=held.computer, since=words.moment(held.since.local)
    )


def _already_there(error: Any) -> str:
    return translate(
        "Words",
        "There is already a file at {path}. It was left as it is. Open it, or choose another name.",
    ).format(path=error.path)


def _cannot_make(error: Any) -> str:
    if error.is_full:
        return translate(
            "Words",
            "No journal could be made at {path}: the disk is full. Nothing was written. Make room "
            "there, or choose another disk.",
        ).format(path=error.path)
    if error.is_too_long:
        return translate(
            "Words",
            "No journal could be made at {path}: the name is too long. Nothing was written. Choose "
            "a shorter one.",
        ).format(path=error.path)
    return translate(
        "Words",
        "No journal could be made at {path}. Nothing was written. Choose a folder that exists "
        "and that you may write to.",
    ).format(path=error.path)


def _older(error: Any) -> str:
    return translate(
        "Words",
        "{path} was made by an older version and cannot be brought up to date where it lies. "
        "Nothing was changed. Copy it to a folder that you may write to and open it there.",
    ).format(path=error.path)


def _newer(error: Any) -> str:
    return translate(
        "Words",
        "{path} was made by a newer version of Tidemark. Nothing was changed. Install that "
        "version to open it.",
    ).format(path=error.path)


def _locked(error: Any) -> str:
    return translate(
        "Words",
        "{path} is locked with a passphrase, or is no journal. Nothing was changed. Open it with "
        "its passphrase.",
    ).format(path=error.path)


def _wrong_passphrase(_error: Any) -> str:
    return translate(
        "Words",
        "The passphrase does not open this journal. Nothing was changed. Look for capitals, "
        "spaces and the language of the keyboard, and try again.",
    )


def _no_locks(error: Any) -> str:
    return translate(
        "Words",
        "The folder of {path} lets no program lock or share files, as some network folders do "
        "not, so it was not opened: two programs that write at once would harm it. Nothing was "
        "changed. Move it to a drive of this computer, then open it there.",
    ).format(path=error.path)


def _cannot_save(error: Any) -> str:
    known = {
        "read-only": translate(
            "Words",
            "This could not be saved, because the journal is open only to read. What you typed "
            "is still here. Open the journal where you may write to it.",
        ),
        "full": translate(
            "Words",
            "This could not be saved, because the disk is full. What you typed is still here and "
            "all earlier entries are safe. Make some room and save again.",
        ),
        "busy": translate(
            "Words",
            "This could not be saved yet, because the journal is being written to elsewhere. "
            "What you typed is still here. Save again in a moment.",
        ),
        "damaged": translate(
            "Words",
            "This could not be saved, because the journal's file is damaged. What you typed is "
            "still here. Keep a copy of the file as it is, and open a backup.",
        ),
    }
    known["gone"] = translate(
        "Words",
        "This could not be saved, because the journal's file is not at {path} any more. What you "
        "typed is still here. Connect the drive or put the file back, then save again.",
    ).format(path=error.path)
    other = translate(
        "Words",
        "This could not be saved, because the system refused it. What you typed is still here "
        "and all earlier entries are safe. Save again; if it fails again, check the drive.",
    )
    return known.get(str(error.obstacle), other)


def _bad_answer(_error: Any) -> str:
    return translate(
        "Words",
        "One answer is outside its range, so this was not saved. What you typed is still here. "
        "Change the answer and save again.",
    )


def _faulty_data(error: Any) -> str:
    place = error.file if error.line is None else f"{error.file}, {error.line}"
    return translate(
        "Words",
        "A file of the program cannot be read ({place}: {reason}). No journal was changed. "
        "Install Tidemark again.",
    ).format(place=place, reason=error.reason)


def _ends_before(_error: Any) -> str:
    return translate(
        "Words",
        "It would end before it began, so this was not saved. What you typed is still here. "
        "Change one of the two times.",
    )


def _answered_before(_error: Any) -> str:
    return translate(
        "Words",
        "The answer would come before the question, so this was not saved. What you typed is "
        "still here. Change one of the two days.",
    )


def _folder_in_the_way(error: Any) -> str:
    return translate(
        "Words",
        "There is already something at {path}. It was left as it is and nothing was written. "
        "Choose another folder.",
    ).format(path=error.path)


def _cannot_write_folder(error: Any) -> str:
    return translate(
        "Words",
        "The files could not be written to {path}. Nothing was left there, and the journal was "
        "not changed. Choose a folder that you may write to and that has room.",
    ).format(path=error.path)


def _operating_system(error: Any) -> str:
    if says_full(error):
        return translate(
            "Words",
            "This could not be written, because the disk is full. Nothing was left there, and the "
            "journal was not changed. Make some room, or choose another place.",
        )
    return translate(
        "Words",
        "The file or folder could not be used ({reason}). The journal was not changed. Choose "
        "another place and try again.",
    ).format(reason=error.strerror or type(error).__name__)


_PROBLEMS: dict[str, Callable[[Any], str]] = {
    "NoJournal": _no_journal,
    "NoCopyThere": _no_copy_there,
    "SharedCopy": _shared_copy,
    "NotAJournal": _not_a_journal,
    "DamagedJournal": _damaged,
    "JournalInUse": _in_use,
    "Locked": _locked,
    "WrongPassphrase": _wrong_passphrase,
    "AlreadyThere": _already_there,
    "CannotMake": _cannot_make,
    "OlderJournal": _older,
    "NewerJournal": _newer,
    "NoLocks": _no_locks,
    "CannotSave": _cannot_save,
    "BadAnswer": _bad_answer,
    "FaultyData": _faulty_data,
    "EndsBeforeItBegan": _ends_before,
    "AnsweredBeforeAsked": _answered_before,
    "FolderInTheWay": _folder_in_the_way,
    "CannotWriteFolder": _cannot_write_folder,
    "OSError": _operating_system,
}
"""By the name of the class, since importing the classes would load SQLAlchemy."""
