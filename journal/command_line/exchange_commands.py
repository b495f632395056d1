"""The commands that bring records in and give them out."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from journal.command_line.error_words import DONE, IN_THE_WAY, USED_WRONGLY, Refusal
from journal.command_line.output import print_json, progress_bar

_SHOWN_ROWS = 20


def import_command(asked: argparse.Namespace) -> int:
    """Bring in a spreadsheet by a mapping, or a CSV folder without one."""
    from journal.exchange.plan import carry_out
    from journal.safekeeping.backups import Reason, back_up
    from journal.store import Journal

    _check_use(asked)
    if asked.mapping is None and _is_archive(asked):
        return _import_archive(asked)
    with Journal.open(asked.journal, asked.passphrase, to_read=asked.dry_run) as journal:
        with progress_bar("Reading") as tell, journal.read() as session:
            plan = _plan(session, asked, tell)
        if not plan.is_readable:
            raise Refusal(_nothing_readable(plan), IN_THE_WAY)
        if not asked.dry_run:
            back_up(journal, Reason.IMPORT)
            with progress_bar("Writing") as tell, journal.write(plan.label) as session:
                plan = carry_out(session, plan, tell)
    if asked.json:
        print_json(_plan_json(plan, is_dry_run=asked.dry_run))
    else:
        print(_plan_text(plan, is_dry_run=asked.dry_run))
    return DONE


def _check_use(asked: argparse.Namespace) -> None:
    if asked.format == "csv" and asked.mapping is not None:
        raise Refusal(
            "Tidemark's own CSV files are read without a mapping. Nothing was written. Leave out "
            "--mapping, or say --format spreadsheet.",
            USED_WRONGLY,
        )
    if asked.format == "archive" and asked.mapping is not None:
        raise Refusal(
            "An archive is read without a mapping. Nothing was written. Leave out --mapping.",
            USED_WRONGLY,
        )
    if asked.format == "spreadsheet" and asked.source.is_dir():
        raise Refusal(
            f"{asked.source} is a folder, not a spreadsheet. Nothing was written. Name one file, "
            "or leave out --format.",
            USED_WRONGLY,
        )


def _is_archive(asked: argparse.Namespace) -> bool:
    from journal.exchange.archive import is_archive

    return asked.format == "archive" or (asked.format is None and is_archive(asked.source))


def _import_archive(asked: argparse.Namespace) -> int:
    from journal.safekeeping.archive_joining import join_archive
    from journal.store import Journal

    with Journal.open(asked.journal, asked.passphrase, to_read=asked.dry_run) as journal:
        joined = join_archive(journal, asked.source, is_dry_run=asked.dry_run)
    kinds = joined.plan.kinds.items()
    if asked.json:
        print_json(
            {
                "source": asked.source.name,
                "dry_run": asked.dry_run,
                "records": {
                    kind: {
                        "new": one.new,
                        "changed": one.changed,
                        "overtaken": one.overtaken,
                        "gone": one.gone,
                    }
                    for kind, one in kinds
                },
                "undecided": [
                    {"kind": kind, "id": record_id} for kind, record_id in joined.plan.undecided
                ],
                "settings": joined.settings,
                "drafts": joined.drafts,
            }
        )
        return DONE
    lines = [
        f"{kind.replace('_', ' ')}: {one.new} new, {one.changed} changed, {one.overtaken} older "
        f"changes kept as versions, {one.gone} gone for good"
        for kind, one in kinds
    ]
    if joined.settings or joined.drafts:
        lines.append(f"settings: {joined.settings}; half-filled forms: {joined.drafts}")
    print("\n".join(lines) or "The archive holds no record that this journal does not.")
    if asked.dry_run:
        print("Nothing was written: this was a dry run.")
    return DONE


def _plan(session: Any, asked: argparse.Namespace, tell: Any) -> Any:
    from journal import days
    from journal.exchange.csv_folder import plan_folder
    from journal.exchange.faults import NoKnownFile
    from journal.exchange.plan import plan_import
    from journal.instrument_files import load_instruments
    from journal.settings import journal_settings

    built_in = load_instruments()
    if asked.mapping is not None:
        from journal.exchange.mapping_file import load_mapping

        return plan_import(session, asked.source, load_mapping(asked.mapping), built_in, tell)
    if asked.format == "spreadsheet":
        kept = _known_mapping(session, asked.source)
        if kept is None:
            raise Refusal(_no_mapping(asked.source), USED_WRONGLY)
        return plan_import(session, asked.source, kept, built_in, tell)
    today = days.day_of(days.now(), journal_settings(session).day_ends_at)
    is_ours = asked.format == "csv"
    try:
        return plan_folder(session, asked.source, built_in, today, tell, is_ours=is_ours)
    except NoKnownFile:
        kept = None if is_ours else _known_mapping(session, asked.source)
        if kept is None:
            raise
    return plan_import(session, asked.source, kept, built_in, tell)


def _no_mapping(source: Path) -> str:
    return (
        f"No mapping is remembered for the first line of {source.name}. Nothing was written. Say "
        "how its columns are to be read with --mapping MAP.toml."
    )


def _known_mapping(session: Any, source: Path) -> Any:
    """The mapping last used for a file with this header, if any."""
    from journal.exchange.known_mappings import known_mapping
    from journal.exchange.sheets import open_sheet

    return None if source.is_dir() else known_mapping(session, open_sheet(source).header)


def _plan_json(plan: Any, *, is_dry_run: bool) -> dict[str, Any]:
    from journal.exchange.fault_words import ROW_FAULTS

    return {
        "source": plan.source,
        "dry_run": is_dry_run,
        "rows": {
            "new": plan.rows.new,
            "present": plan.rows.present,
            "changed": plan.rows.changed,
            "unreadable": len(plan.unreadable),
            "passed_over": plan.passed_over,
        },
        "records": {
            kind: {"new": found.new, "present": found.present, "changed": found.changed}
            for kind, found in plan.kinds.items()
        },
        "unreadable": [
            {
                "file": row.file,
                "line": row.line,
                "reason": row.reason.value,
                "words": ROW_FAULTS[row.reason],
                "column": row.column,
                "value": row.value,
            }
            for row in plan.unreadable
        ],
        "unlinked": [
            {"file": row.file, "line": row.line, "column": row.column, "value": row.value}
            for row in plan.unlinked
        ],
        "unknown_columns": list(plan.unknown_columns),
        "unknown_files": list(plan.unknown_files),
        "new_scales": [scale.code for scale in plan.new_scales],
        "new_people": list(plan.new_people),
    }


def _plan_text(plan: Any, *, is_dry_run: bool) -> str:
    would = "would be " if is_dry_run else ""
    lines = [
        f"{plan.source}: {plan.rows.new} rows {would or 'are '}new, {plan.rows.present} already "
        f"present, {plan.rows.changed} changed, {len(plan.unreadable)} not readable, "
        f"{plan.passed_over} passed over."
    ]
    lines += [
        f"  {kind.replace('_', ' ')}: {found.new} new, {found.present} already present, "
        f"{found.changed} changed"
        for kind, found in plan.kinds.items()
    ]
    if plan.new_scales:
        made = ", ".join(f"{scale.title} ({scale.code})" for scale in plan.new_scales)
        lines.append(f"New scales of your own: {made}.")
    if plan.unknown_columns:
        what = "not known here" if plan.mapping is None else "that the mapping does not name"
        lines.append(f"Columns {what}: {', '.join(plan.unknown_columns)}.")
    if plan.unknown_files:
        lines.append(f"Files that were not read: {', '.join(plan.unknown_files)}.")
    lines += _unreadable_text(plan)
    lines += [
        f"{row.file}, line {row.line}: taken without “{row.value}”, which is not there."
        for row in plan.unlinked[:_SHOWN_ROWS]
    ]
    if is_dry_run:
        lines.append("Nothing was written: this was a dry run.")
    return "\n".join(lines)


def _unreadable_text(plan: Any) -> list[str]:
    from journal.exchange.fault_words import ROW_FAULTS

    lines = []
    for row in plan.unreadable[:_SHOWN_ROWS]:
        cell = f" (“{row.value}” in {row.column})" if row.column else ""
        lines.append(f"{row.file}, line {row.line} was left out: {ROW_FAULTS[row.reason]}{cell}.")
    more = len(plan.unreadable) - _SHOWN_ROWS
    if more > 0:
        lines.append(f"… and {more} more rows; --json lists them all.")
    return lines


def _nothing_readable(plan: Any) -> str:
    first = _unreadable_text(plan)
    why = f" {first[0]}" if first else ""
    return (
        f"Nothing in {plan.source} can be read, so nothing was written.{why} "
        "Look at the file or its mapping, then try again."
    )


def export_command(asked: argparse.Namespace) -> int:
    """Write the CSV folder, or the archive."""
    if asked.format == "archive":
        return _export_archive(asked)
    from journal.exchange.csv_folder import write_folder
    from journal.instrument_files import load_instruments
    from journal.store import Journal

    with (
        Journal.open(asked.journal, asked.passphrase, to_read=True) as journal,
        journal.read() as session,
    ):
        report = write_folder(
            session, asked.out, load_instruments(), with_private=asked.with_private
        )
    print(f"Wrote {asked.out}: {sum(report.rows.values())} rows.", file=sys.stderr)
    left: Mapping[str, int] = {
        "private notes": report.left_out.private_notes,
        "records in the trash": report.left_out.trash,
        "scales of your own": report.left_out.own_scales,
        "visits": report.left_out.visits,
        "earlier versions": report.left_out.versions,
        "settings": report.left_out.settings,
        "half-filled forms": report.left_out.drafts,
    }
    said = ", ".join(f"{number} {what}" for what, number in left.items() if number)
    if said:
        print(f"Left out: {said}. The journal itself holds everything.", file=sys.stderr)
    return DONE


def _export_archive(asked: argparse.Namespace) -> int:
    from journal.exchange.archive import write_archive
    from journal.obstacles import says_full
    from journal.store import Journal

    if asked.out.exists():
        raise Refusal(
            f"{asked.out} is already there. It was left as it is. Choose a name that is not taken.",
            IN_THE_WAY,
        )
    with (
        Journal.open(asked.journal, asked.passphrase, to_read=True) as journal,
        journal.read() as session,
    ):
        try:
            rows = write_archive(session, asked.out)
        except OSError as error:
            why = ": the disk is full" if says_full(error) else ""
            raise Refusal(
                f"{asked.out} cannot be written{why}. Nothing was left behind. Choose a folder "
                "with room that can be written to.",
                IN_THE_WAY,
            ) from None
    print(
        f"Wrote {asked.out}: {rows} rows, private notes and the trash included. It is not "
        "encrypted.",
        file=sys.stderr,
    )
    return DONE
