"""The command line: parse, call, print. Needs no screen and never imports Qt.

Exit status 0 done; 1 the data or the file stands in the way; 2 the command was used wrongly. On
1 and 2 standard error holds one plain sentence or two: what happened, what it means, what to do.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import MAXYEAR, MINYEAR, date
from pathlib import Path
from typing import Any, NoReturn

from journal.command_line.error_words import DONE, USED_WRONGLY, Refusal, refusal_of
from journal.command_line.exchange_commands import export_command, import_command
from journal.command_line.keeping_commands import (
    backup_command,
    merge_command,
    newest_backup_words,
    restore_command,
)
from journal.command_line.names import COMMANDS
from journal.command_line.output import print_json, speaking
from journal.command_line.passphrase_asking import is_encrypted, passphrase_for
from journal.command_line.picture_commands import (
    CHART_KINDS,
    chart_command,
    form_command,
    report_command,
)
from journal.obstacles import DamagedJournal, FaultyRecords

CHART_SUFFIXES = (".png", ".svg", ".pdf")
EXPORT_FORMATS = ("csv", "archive")
SECTIONS = (
    "treatments",
    "side-effects",
    "vital-signs",
    "medicines",
    "questionnaires",
    "questions",
    "notes",
    "method",
)
PAPERS = ("a4", "letter")
NAMINGS = ("full", "initials", "none")

Command = Callable[[argparse.Namespace], int]

_FIRST_YEAR, _LAST_YEAR = 1972, 2200


def run(arguments: Sequence[str]) -> int:
    """Carry out one command; returns its exit status."""
    parsed = _parser().parse_args(arguments)
    command: Command = parsed.command
    try:
        with speaking():
            parsed.passphrase = passphrase_for(
                getattr(parsed, "journal", None), getattr(parsed, "passphrase_file", None)
            )
            _refuse_shared_copy(parsed)
            status = command(parsed)
            if command in (chart_command, report_command, export_command):
                _tell_in_clear(parsed.journal, parsed.out)
            return status
    except BrokenPipeError:
        return DONE  # whoever read the output has seen enough, as "head" has
    except Exception as error:
        refused = refusal_of(error)
        if refused is None:
            raise
        print(refused.sentence + _way_out(parsed, error), file=sys.stderr)
        return refused.status


def _refuse_shared_copy(asked: argparse.Namespace) -> None:
    """What a computer puts into a shared folder is read by any command, and written to by none."""
    if asked.command in (import_command, backup_command, restore_command, merge_command):
        from journal.safekeeping.shared_beginning import refuse_shared_copy  # loads SQLAlchemy

        refuse_shared_copy(asked.journal, asked.passphrase)


def _way_out(asked: argparse.Namespace, error: Any) -> str:
    """Of the journal that was named and is damaged: the newest backup that can be read."""
    is_damaged = isinstance(error, DamagedJournal | FaultyRecords)
    journal = getattr(asked, "journal", None)
    if not is_damaged or journal is None or journal.resolve() != error.path.resolve():
        return ""
    return newest_backup_words(journal, asked.passphrase)


def _tell_in_clear(journal: Path, written: Path) -> None:
    """Say of what was written out of an encrypted journal that it is not encrypted."""
    if is_encrypted(journal):
        print(
            f"The journal is encrypted; {written} is not. Whoever has it can read it without the "
            "passphrase.",
            file=sys.stderr,
        )


class _Parser(argparse.ArgumentParser):
    """Says what was wrong in one sentence, without the usage block."""

    def error(self, message: str) -> NoReturn:
        sentence = message[0].upper() + message[1:]
        self.exit(USED_WRONGLY, f"{sentence}. See “{self.prog} --help”.\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="tidemark", description="A private symptom journal.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    _add_files(commands)
    _add_figures(commands)
    _add_paper(commands)
    _add_exchange(commands)
    _add_keeping(commands)
    return parser


def _add(commands: Any, name: str, command: Command) -> argparse.ArgumentParser:
    words = COMMANDS[name]
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(command=command)
    return parser


def _add_journal(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--journal", type=Path, required=True, metavar="FILE")
    _add_passphrase(parser)


def _add_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="of an encrypted journal; else asked"
    )


def _add_files(commands: Any) -> None:
    new = _add(commands, "new", _new)
    new.add_argument("file", type=Path, metavar="FILE")
    _add_passphrase(new)
    demo = _add(commands, "demo", _demo)
    demo.add_argument("file", type=Path, metavar="FILE")
    demo.add_argument("--today", type=_date, metavar="DATE", help="the day on which it ends")
    verify = _add(commands, "verify", _verify)
    _add_journal(verify)


def _add_figures(commands: Any) -> None:
    figures = _add(commands, "figures", _figures)
    chart = _add(commands, "chart", chart_command)
    chart.add_argument("kind", choices=CHART_KINDS, metavar="KIND", help=" ".join(CHART_KINDS))
    chart.add_argument("--year", type=_year, metavar="YEAR", help="of the calendar; else today's")
    chart.add_argument("--out", type=_chart_file, required=True, metavar="FILE.{png,svg,pdf}")
    for parser in (figures, chart):
        _add_journal(parser)
        parser.add_argument("--instrument", required=parser is figures, metavar="CODE")
        parser.add_argument("--score", metavar="NAME", help="total, unless said otherwise")
        parser.add_argument("--rater", default="self", metavar="self|NAME")
        parser.add_argument("--today", type=_date, metavar="DATE")
    figures.add_argument("--json", action="store_true", help="one object on standard output")


def _add_paper(commands: Any) -> None:
    report = _add(commands, "report", report_command)
    _add_journal(report)
    report.add_argument("--out", type=_pdf_file, required=True, metavar="FILE.pdf")
    report.add_argument("--from", dest="first", type=_date, metavar="DATE", help="first day")
    report.add_argument("--to", dest="last", type=_date, metavar="DATE", help="last day")
    report.add_argument(
        "--without",
        nargs="+",
        action="extend",
        default=[],
        choices=SECTIONS,
        metavar="SECTION",
        help=" ".join(SECTIONS),
    )
    report.add_argument("--name", choices=NAMINGS, default="full", metavar="full|initials|none")
    report.add_argument("--instrument", metavar="CODE", help="what the first page is about")
    report.add_argument("--score", metavar="NAME", help="total, unless said otherwise")
    report.add_argument("--rater", default="self", metavar="self|NAME")
    form = _add(commands, "form", form_command)
    form.add_argument("code", metavar="CODE", help="daily-anxiety, gad7, or another instrument")
    form.add_argument("--out", type=_pdf_file, required=True, metavar="FILE.pdf")
    form.add_argument("--journal", type=Path, metavar="FILE", help="for a scale of one's own")
    _add_passphrase(form)
    for parser in (report, form):
        parser.add_argument("--paper", choices=PAPERS, default="a4", metavar="a4|letter")


def _add_exchange(commands: Any) -> None:
    bring = _add(commands, "import", import_command)
    bring.add_argument("source", type=Path, metavar="SOURCE")
    _add_journal(bring)
    bring.add_argument(
        "--format",
        choices=("spreadsheet", "csv", "archive"),
        metavar="spreadsheet|csv|archive",
    )
    bring.add_argument("--mapping", type=Path, metavar="MAP.toml")
    bring.add_argument("--dry-run", action="store_true", help="say what would come in")
    bring.add_argument("--json", action="store_true", help="one object on standard output")
    export = _add(commands, "export", export_command)
    _add_journal(export)
    export.add_argument("--format", choices=EXPORT_FORMATS, required=True)
    export.add_argument("--out", type=Path, required=True, metavar="PATH")
    export.add_argument("--with-private", action="store_true", help="private notes as well")


def _add_keeping(commands: Any) -> None:
    backup = _add(commands, "backup", backup_command)
    _add_journal(backup)
    backup.add_argument("--to", type=Path, metavar="FOLDER", help="a second place for a copy")
    backup.add_argument("--list", action="store_true", help="list them, the newest first")
    restore = _add(commands, "restore", restore_command)
    restore.add_argument("backup", type=Path, nargs="?", metavar="BACKUP", help="else the newest")
    _add_journal(restore)
    restore.add_argument("--dry-run", action="store_true", help="say what would change")
    merge = _add(commands, "merge", merge_command)
    merge.add_argument("other", type=Path, metavar="OTHER")
    _add_journal(merge)
    merge.add_argument("--dry-run", action="store_true", help="say what would come in")
    for parser in (backup, restore, merge):
        parser.add_argument("--json", action="store_true", help="one object on standard output")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date; write it as 2026-01-24") from None


def _year(text: str) -> int:
    if not (text.isdecimal() and MINYEAR <= int(text) <= MAXYEAR):
        raise argparse.ArgumentTypeError(f"“{text}” is no year; write it as 2026")
    return int(text)


def _chart_file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in CHART_SUFFIXES:
        raise argparse.ArgumentTypeError("the file's name must end in .png, .svg or .pdf")
    return path


def _pdf_file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".pdf":
        raise argparse.ArgumentTypeError("the file's name must end in .pdf")
    return path


def _new(asked: argparse.Namespace) -> int:
    from journal.store import Journal

    Journal.create(asked.file, asked.passphrase).close()
    kind = "empty journal" if asked.passphrase is None else "empty, encrypted journal"
    print(f"Made an {kind}: {asked.file}", file=sys.stderr)
    return DONE


def _demo(asked: argparse.Namespace) -> int:
    from journal.sample import make_sample

    if asked.today is not None and not _FIRST_YEAR <= asked.today.year <= _LAST_YEAR:
        raise Refusal(
            f"The sample patient cannot end in the year {asked.today.year}. Nothing was made. "
            f"Choose a day between {_FIRST_YEAR} and {_LAST_YEAR}.",
            USED_WRONGLY,
        )
    make_sample(asked.file, today=asked.today)
    print(f"Made a journal with the sample patient: {asked.file}", file=sys.stderr)
    return DONE


def _verify(asked: argparse.Namespace) -> int:
    from journal.verification import verify

    found = verify(asked.journal, asked.passphrase)
    print(f"The journal is whole: {found.records} records, {found.check_ins} check-ins.")
    if not found.allows_log:
        print(
            "Its folder allows no write-ahead log, as network folders do not. Saving is safe there "
            "all the same, but nobody can read while another saves.",
            file=sys.stderr,
        )
    return DONE


def _figures(asked: argparse.Namespace) -> int:
    from journal.command_line import figures_text
    from journal.command_line.figures_json import figures_json
    from journal.series import series_around

    found = series_around(
        asked.journal,
        asked.instrument,
        asked.score,
        asked.rater,
        asked.today,
        passphrase=asked.passphrase,
    )
    if asked.json:
        print_json(figures_json(found))
    else:
        print(figures_text.table(found))
    return DONE
