"""The commands that keep a journal: backup, restore, and merge."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from journal.command_line.error_words import DONE, IN_THE_WAY, USED_WRONGLY, Refusal
from journal.command_line.output import print_json
from journal.command_line.passphrase_asking import is_encrypted

if TYPE_CHECKING:
    from journal.safekeeping.backups import Backup


def backup_command(asked: argparse.Namespace) -> int:
    """Make a backup, or list those there are."""
    from journal.safekeeping.backups import Reason, back_up
    from journal.store import Journal

    if asked.list:
        return _list(asked.journal, asked.to, asked.passphrase, as_json=asked.json)
    if asked.to is not None and not asked.to.is_dir():
        raise Refusal(
            f"{asked.to} is no folder that can be reached. No backup was made. Plug in the drive, "
            "or name another folder.",
            IN_THE_WAY,
        )
    with Journal.open(asked.journal, asked.passphrase, to_read=True) as journal:
        done = back_up(journal, Reason.ASKED, second=asked.to)
    if done.second_failure is not None:
        raise Refusal(
            f"No copy could be made in {asked.to}. The backup beside the journal was made and "
            f"opens: {done.path}. Make room in the folder, or name another.",
            IN_THE_WAY,
        )
    made = [path for path in (done.path, done.second) if path is not None]
    if asked.json:
        print_json({"backups": [str(path) for path in made]})
    else:
        for path in made:
            print(f"Made a backup that opens: {path}", file=sys.stderr)
    places = {None, asked.to}
    for place in places:
        _tell_unlike(asked.journal, _found(asked.journal, place, asked.passphrase))
    return DONE


def _found(journal: Path, second: Path | None, passphrase: Any) -> "tuple[Backup, ...]":
    """The journal's backups beside it, or those in a second place."""
    from journal.obstacles import Locked
    from journal.safekeeping.backups import backups, copies_in
    from journal.safekeeping.whose import ours_at

    journal = journal.resolve()  # they lie beside the file, not beside a link to it
    if second is None:
        return backups(journal)
    if passphrase is None and is_encrypted(journal):  # which are its own stands in the journal
        raise Locked(journal)
    return copies_in(second, ours_at(journal, passphrase))


def _tell_unlike(journal: Path, found: Iterable["Backup"]) -> None:
    """Say which backups do not open as the journal does, though it is encrypted."""
    from journal.safekeeping.whose import Sealed, sealed

    told = [(one.path, sealed(one.path, journal)) for one in found]
    in_clear = [str(path) for path, how in told if how is Sealed.NOT]
    if in_clear:
        print(
            f"The journal is encrypted; these backups of it are not: {', '.join(in_clear)}. The "
            "window encrypts them when it opens the journal while they can be reached.",
            file=sys.stderr,
        )
    others = [str(path) for path, how in told if how is Sealed.OTHERWISE]
    if others:
        print(
            f"These backups open with a passphrase of before: {', '.join(others)}.",
            file=sys.stderr,
        )


def _list(journal: Path, second: Path | None, passphrase: Any, *, as_json: bool) -> int:
    from journal.safekeeping.whose import Sealed, sealed

    found = [(one, sealed(one.path, journal)) for one in _found(journal, second, passphrase)]
    if as_json:
        print_json(
            {
                "backups": [
                    {
                        "file": str(one.path),
                        "made": one.made.isoformat(),
                        "reason": one.reason,
                        "passphrase": how,
                    }
                    for one, how in found
                ]
            }
        )
        return DONE
    if not found:
        print("There is no backup yet.", file=sys.stderr)
    notes = {Sealed.NOT: "  (not encrypted)", Sealed.OTHERWISE: "  (another passphrase)"}
    for one, how in found:
        note = notes.get(how, "")
        print(f"{one.made.astimezone():%Y-%m-%d %H:%M}  {one.reason}  {one.path}{note}")
    return DONE


def restore_command(asked: argparse.Namespace) -> int:
    """Put a backup in the journal's place, or say what that would change."""
    from journal.safekeeping.restoring import preview, restore

    backup = _chosen(asked)
    told = preview(asked.journal, backup, asked.passphrase)
    kept = None if asked.dry_run else restore(asked.journal, backup, asked.passphrase)
    if asked.json:
        print_json(
            {
                "backup": str(backup),
                "dry_run": asked.dry_run,
                "compared": told.is_readable,
                "changes": {
                    one.kind.__tablename__: {
                        "back": one.back,
                        "gone": one.gone,
                        "changed": one.changed,
                    }
                    for one in told.changes
                },
                "kept": None if kept is None else str(kept),
            }
        )
        return DONE
    print(_words(told))
    if not asked.dry_run:
        print(f"The journal is now as in {backup}.", file=sys.stderr)
    if kept is not None:
        print(f"What was there before is kept: {kept}", file=sys.stderr)
    return DONE


def _chosen(asked: argparse.Namespace) -> Path:
    """The backup that was named, else the newest that can be read."""
    from journal.safekeeping.backups import backups
    from journal.safekeeping.restoring import newest_good
    from journal.safekeeping.whose import ours_at

    if asked.backup is not None:
        chosen: Path = asked.backup
        if chosen.exists() and asked.journal.exists() and chosen.samefile(asked.journal):
            raise Refusal(
                f"{chosen} is the journal itself. Nothing was changed. Name one of its backups.",
                USED_WRONGLY,
            )
        return chosen
    ours = ours_at(asked.journal.resolve(), asked.passphrase)
    found = [one for one in backups(ours.path) if not ours.is_another(one.path)]
    if not found:
        raise Refusal(
            f"There is no backup beside {asked.journal}. Nothing was changed. Name the file of "
            "one that lies elsewhere.",
            IN_THE_WAY,
        )
    good = newest_good(ours.path, asked.passphrase)
    if good is None:
        return found[0].path  # for what keeps it from being read to be said
    if good.passed_over:
        print(
            f"Backups newer than {good.backup.path} that cannot be read were passed over: "
            f"{good.passed_over}.",
            file=sys.stderr,
        )
    return good.backup.path


def newest_backup_words(journal: Path, passphrase: Any) -> str:
    """A sentence that names the newest backup of a damaged journal; empty where there is none."""
    from journal.safekeeping.restoring import newest_good

    good = newest_good(journal.resolve(), passphrase)
    if good is None:
        return ""
    made = good.backup.made.astimezone()
    entries = "1 entry" if good.records == 1 else f"{good.records} entries"
    return (
        f" The newest backup that can be read is of {made:%Y-%m-%d %H:%M} and has {entries}: "
        f"{good.backup.path}. “tidemark restore --journal {journal}” goes back to it and "
        "keeps the damaged file."
    )


def _words(told: Any) -> str:
    if not told.is_readable:
        return "The journal cannot be read, so what would change cannot be told."
    if not told.changes:
        return "The backup holds what the journal holds."
    lines = [
        f"{one.kind.__tablename__}: {one.back} come back, {one.gone} go, "
        f"{one.changed} become what they were"
        for one in told.changes
    ]
    return "\n".join(lines)


def merge_command(asked: argparse.Namespace) -> int:
    """Join another copy of the journal, or say what that would do."""
    from journal.safekeeping.joining import IsTheJournal, join_copy, look_at_copy
    from journal.store import Journal

    with Journal.open(asked.journal, asked.passphrase, to_read=asked.dry_run) as journal:
        try:
            if asked.dry_run:
                plan = look_at_copy(journal, asked.other, asked.passphrase)
            else:
                plan = join_copy(journal, asked.other, asked.passphrase)
        except IsTheJournal:
            raise Refusal(
                f"{asked.other} is the journal itself. Nothing was changed. Name another copy of "
                "it.",
                USED_WRONGLY,
            ) from None
    if asked.json:
        print_json(_merge_json(plan, is_dry_run=asked.dry_run))
    else:
        print(_merge_words(plan))
    return DONE


def _merge_json(plan: Any, *, is_dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": is_dry_run,
        "records": {
            kind: {
                "new": found.new,
                "changed": found.changed,
                "overtaken": found.overtaken,
                "gone": found.gone,
            }
            for kind, found in plan.kinds.items()
        },
        "undecided": [{"kind": kind, "id": record_id} for kind, record_id in plan.undecided],
    }


def _merge_words(plan: Any) -> str:
    lines = [
        f"{kind}: {found.new} new, {found.changed} changed, {found.overtaken} older changes kept "
        f"as versions, {found.gone} gone for good"
        for kind, found in plan.kinds.items()
    ]
    if plan.undecided:
        lines.append(
            f"Thrown away in one copy and changed in the other, so kept in view until you decide: "
            f"{len(plan.undecided)}."
        )
    return "\n".join(lines) or "The other copy holds nothing that this journal does not."
