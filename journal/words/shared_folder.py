"""What stands in the way of a shared folder, and why a copy in it was left for later."""

from collections.abc import Mapping

_TROUBLES: Mapping[str, str] = {
    "gone": (
        "The shared folder {folder} cannot be reached. Everything is saved in the journal on this "
        "computer. Plug the drive in, or see that the folder is there; it is tried again every "
        "few minutes."
    ),
    "cannot write": (
        "This computer's copy could not be written to the shared folder {folder}. Everything is "
        "saved in the journal on this computer. Make room there, or see that you may write in it."
    ),
    "journal inside": (
        "The journal itself lies in the shared folder {folder}. There the syncing program could "
        "spoil it, so nothing was joined. Move the journal to another folder and open it there, "
        "or choose another shared folder."
    ),
    "strangers": (
        "The shared folder {folder} holds other journals and no copy of this one, so this one was "
        "not put beside them. Choose another folder. Where it is the same person's journal, begin "
        "on this computer with a copy of it."
    ),
    "other key": (
        "The copies in the shared folder {folder} are encrypted, and this journal's key does not "
        "open them, so this journal was not put beside them. Give this journal the passphrase of "
        "the other computer, in the settings under Passphrase, even where both are the same "
        "words; or begin on this computer with a copy from the folder."
    ),
}

_WHYS: Mapping[str, str] = {
    "on its way": "still on its way here",
    "damaged": "not whole, perhaps still on its way here",
    "conflict": "put aside by the syncing program; delete it when all computers are in step",
    "other passphrase": (
        "does not open with this journal's key; give this journal that computer's passphrase, even "
        "where both are the same words"
    ),
    "newer": "written by a newer version of Tidemark; install that version here too",
    "other journal": "a copy of another journal",
    "no copy": "a journal that was put there by hand; “Join another copy” can join it",
    "unreadable": "cannot be read here",
}

NEEDS_THE_PERSON = frozenset(("other passphrase", "newer"))
"""Reasons that do not go away by waiting, of which the person has to hear."""


def trouble_words(trouble: str, folder: object) -> str:
    """What keeps the folder from being used, as a paragraph; `trouble` is one of `Trouble`.

    >>> trouble_words("gone", "/media/stick").startswith("The shared folder /media/stick cannot")
    True
    """
    return _TROUBLES[trouble].format(folder=folder)


def why_words(why: str) -> str:
    """Why a file was left for later; `why` is one of `Why`.

    >>> why_words("on its way")
    'still on its way here'
    """
    return _WHYS[why]


def left_words(why: str) -> str:
    """Said in the window until it is otherwise, of a copy that waiting alone will not bring in."""
    return (
        f"A copy in the shared folder could not be joined: it is {_said(why)}. Its entries are "
        "not in this journal yet. Settings show which one it is."
    )


def not_joined_words(obstacle: str) -> str:
    """Why this computer could not take in what is there; `obstacle` is one of `Obstacle`.

    >>> not_joined_words("full").partition(": ")[2].partition(".")[0]
    'the disk of this computer is full'
    """
    what = {
        "full": "the disk of this computer is full. Make some room",
        "damaged": "the journal's file is damaged. Keep a copy of it as it is, and open a backup",
    }.get(obstacle, "this computer's disk could not be written. See that it can")
    return (
        "What the other computers put into the shared folder could not be joined: "
        f"{what}. Nothing was lost; it is tried again every few minutes."
    )


def not_in_step_words() -> str:
    """Said of what nobody foresaw, until a round is over again."""
    return (
        "The journal could not be kept in step with its shared folder. What is in the journal is "
        "safe; it is tried again every few minutes."
    )


def _said(why: str) -> str:
    if why == "newer":
        return "written by a newer version of Tidemark"
    return "encrypted with another passphrase"
