"""Where a command takes a passphrase from: a file or the terminal, never an argument.

An argument would stand in the list of processes and in the shell's history.
"""

import getpass
import os
import sys
from pathlib import Path

from journal.command_line.error_words import IN_THE_WAY, Refusal

_LONGEST = 4096
"""Bytes; a longer file was hardly meant."""


def passphrase_for(journal: Path | None, kept_in: Path | None) -> str | None:
    """The passphrase for a command's journal; None where none is needed or nobody can be asked."""
    if kept_in is not None:
        return read_passphrase(kept_in)
    if journal is None or not sys.stdin or not sys.stdin.isatty() or not is_encrypted(journal):
        return None
    return getpass.getpass(f"Passphrase of {journal.name}: ", sys.stderr)


def read_passphrase(file: Path) -> str:
    """The first line of a file, without its end. Raises Refusal."""
    try:
        with file.open("rb") as opened:
            content = opened.read(_LONGEST)
        line = content.decode("utf-8-sig").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError):
        line = ""
    if not line:
        raise Refusal(
            f"{file} holds no passphrase that can be read. Nothing was changed. Write the "
            "passphrase on the file's first line, as UTF-8 text.",
            IN_THE_WAY,
        )
    if os.name == "posix" and file.stat().st_mode & 0o077:
        print(
            f"Others on this computer can read {file}; chmod 600 keeps it yours.", file=sys.stderr
        )
    return line


def is_encrypted(journal: Path) -> bool:
    """Whether the file looks like an encrypted journal; False where there is none to look at."""
    from journal.on_disk.keys import looks_encrypted

    try:
        return looks_encrypted(journal)
    except OSError:
        return False
