"""The door: opens the window, or passes a subcommand on without loading Qt."""

import journal.command_line.ctrl_c  # noqa: F401 - it works while the others are loaded

# isort: split
import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from journal import owner_only
from journal.command_line.error_words import IN_THE_WAY, USED_WRONGLY
from journal.command_line.names import COMMANDS

if TYPE_CHECKING:
    from ui.frame import Frame
    from ui.jobs import Jobs
    from ui.places import Places
    from ui.remembered import Remembered


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit status."""
    owner_only.from_now_on()
    arguments = list(sys.argv[1:] if argv is None else argv)
    if is_subcommand(arguments):
        return run_command(arguments)
    return open_window(parse(arguments))


def run_command(arguments: Sequence[str]) -> int:
    """Carry out a subcommand; Ctrl-C while it is still being loaded ends it in a sentence too."""
    try:
        from journal.command_line import commands

        return commands.run(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. Nothing was written.\n")
        return IN_THE_WAY
    except Exception as error:  # noqa: BLE001 - a defect; its message may quote an entry
        return tell_defect(error)


def tell_defect(error: Exception) -> int:
    """Log an error that nobody expected, and say so in place of a traceback."""
    import logging

    from journal.defects import note_defect
    from journal.log_file import keep_log, log_path

    keep_log(logging.getLogger(), log_path())
    note_defect(error)
    sys.stderr.write(
        "Something in Tidemark did not work. What was kept before is unchanged; look whether what "
        f"you asked for was done. What went wrong stands in {log_path()}, without anything you "
        "wrote.\n"
    )
    return IN_THE_WAY


def is_subcommand(arguments: Sequence[str]) -> bool:
    """Whether this is for the command line: options without a command belong to the window.

    >>> is_subcommand(["--journal", "mine.tidemark"]), is_subcommand(["figures"])
    (False, True)
    """
    return bool(arguments) and not arguments[0].startswith("-")


_INDENT = 18


class _Layout(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the commands, and puts what is said of them in one column."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=_INDENT)


class _Parser(argparse.ArgumentParser):
    """Says what was wrong in one sentence, without the usage block."""

    def error(self, message: str) -> NoReturn:
        sentence = message[0].upper() + message[1:]
        self.exit(USED_WRONGLY, f"{sentence}. Nothing was opened. See “tidemark --help”.\n")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read what belongs to the window; leaves the program with 2 when it was used wrongly."""
    listed = "\n".join(f"  {name:<{_INDENT - 2}}{words}" for name, words in COMMANDS.items())
    parser = _Parser(
        prog="tidemark",
        usage="tidemark [--journal FILE | --demo]\n       tidemark COMMAND ...",
        description="A private symptom journal. Without a command it opens the window.",
        epilog=f"commands, which need no screen:\n{listed}\n\n"
        '"tidemark COMMAND --help" says more about one of them.',
        formatter_class=_Layout,
        add_help=False,
        allow_abbrev=False,
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--journal", type=Path, metavar="FILE", help="open this journal")
    which.add_argument("--demo", action="store_true", help="look around with the sample patient")
    parser.add_argument("-h", "--help", action="help", help="show this text")
    return parser.parse_args(arguments)


def open_window(asked: argparse.Namespace) -> int:
    """Build everything once, pass it on, and run until the window is closed."""
    from ui import system_libraries

    in_the_way = system_libraries.obstacle()
    if in_the_way is None:
        try:
            from ui import app
        except ImportError as error:
            if ".so" not in str(error):
                raise
            in_the_way = system_libraries.sentence_for(error)
    if in_the_way is not None:
        print(in_the_way, file=sys.stderr)  # noqa: T201 - there is no window to say it in
        return IN_THE_WAY
    from ui.frame import Frame
    from ui.places import Places
    from ui.remembered import Remembered

    places = Places.of_this_user()
    places.make()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # what was typed is kept by then
    application, appearance = app.build_application(["tidemark"])
    appearance.errors.show_log_of(places.read_log)
    remembered = Remembered(places, appearance)
    frame = Frame()
    remembered.apply(frame)
    door = Door(asked, frame, places, remembered)
    frame.painted.connect(door.furnish)
    frame.show()
    status = application.exec()
    door.leave()
    return status


class Door:
    """What is built behind the first paint, once, and passed on."""

    def __init__(
        self, asked: argparse.Namespace, frame: "Frame", places: "Places", remembered: "Remembered"
    ) -> None:
        self._asked = asked
        self._frame = frame
        self._places = places
        self._remembered = remembered
        self._jobs: Jobs | None = None

    def furnish(self) -> None:
        """Load the pages into the frame and open what was asked for."""
        import logging

        from journal import days, log_file
        from journal.instrument_files import load_instruments
        from ui.jobs import Jobs
        from ui.keychain import SystemKeychain
        from ui.surroundings import Surroundings
        from ui.window import Start, Window

        self._places.point_matplotlib_here()
        self._places.log_here(logging.getLogger())
        log_file.note_start()
        self._jobs = Jobs()
        window = Window(
            Surroundings(self._jobs, days.now, load_instruments()),
            self._places,
            self._remembered,
            SystemKeychain(),
        )
        asked = self._asked.journal
        journal = None if asked is None else asked.expanduser().absolute()
        self._remembered.appearance.errors.ask_first(window.problems.takes)
        self._frame.hold(window)
        window.start(Start(journal=journal, is_demo=self._asked.demo))

    def leave(self) -> None:
        """Let the work that is under way come to its end."""
        if self._jobs is not None:
            self._jobs.drain()


if __name__ == "__main__":
    sys.exit(main())
