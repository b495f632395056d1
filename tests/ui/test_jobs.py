"""Slow work: everything is delivered once, on the window's thread."""

import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.jobs import Advance, Jobs, Progress


class Window(QObject):
    """Collects what it is told, and the threads that it was told on."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[Any] = []
        self.errors: list[Exception] = []
        self.advances: list[Advance] = []
        self.cancelled_count = 0
        self.threads: set[int] = set()

    def done(self, result: object) -> None:
        self.threads.add(threading.get_ident())
        self.results.append(result)

    def failed(self, error: Exception) -> None:
        self.threads.add(threading.get_ident())
        self.errors.append(error)

    def cancelled(self) -> None:
        self.threads.add(threading.get_ident())
        self.cancelled_count += 1

    def advanced(self, advance: Advance) -> None:
        self.threads.add(threading.get_ident())
        self.advances.append(advance)


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.drain()


def square(number: int, progress: Progress) -> tuple[int, int]:
    progress(0.5)
    return number * number, threading.get_ident()


def fail(number: int, _progress: Progress) -> None:
    raise OSError(number, "no room")


def wait_for_cancel(started: threading.Event, progress: Progress) -> None:
    started.set()
    while True:
        progress.stop_if_cancelled()


def test_500_results_arrive_once_each_on_this_thread(qtbot: QtBot, jobs: Jobs) -> None:
    window = Window()
    for number in range(500):
        jobs.start(partial(square, number), window.done)
    qtbot.waitUntil(lambda: len(window.results) == 500, timeout=20_000)
    pairs = [result for result in window.results if isinstance(result, tuple)]
    assert sorted(found for found, _thread in pairs) == [n * n for n in range(500)]
    assert window.threads == {threading.get_ident()}
    assert threading.get_ident() not in {thread for _found, thread in pairs}
    assert jobs.busy == 0


def test_500_failures_arrive_once_each(qtbot: QtBot, jobs: Jobs) -> None:
    window = Window()
    for number in range(500):
        jobs.start(partial(fail, number), window.done, failed=window.failed)
    qtbot.waitUntil(lambda: len(window.errors) == 500, timeout=20_000)
    assert {error.args[0] for error in window.errors} == set(range(500))
    assert window.results == []


def test_an_error_that_nobody_asked_for_is_raised_here(qtbot: QtBot, jobs: Jobs) -> None:
    window = Window()
    with qtbot.captureExceptions() as raised:
        jobs.start(partial(fail, 7), window.done)
        qtbot.waitUntil(lambda: jobs.busy == 0)
    assert [kind for kind, _error, _trace in raised] == [OSError]


def test_cancelled_work_stops_and_says_so(qtbot: QtBot, jobs: Jobs) -> None:
    window = Window()
    started = threading.Event()
    job = jobs.start(partial(wait_for_cancel, started), window.done, cancelled=window.cancelled)
    assert started.wait(10)
    job.cancel()
    qtbot.waitUntil(lambda: window.cancelled_count == 1)
    assert (window.results, jobs.busy) == ([], 0)


def test_an_error_of_work_that_was_cancelled_is_logged_and_told_to_nobody(
    qtbot: QtBot, jobs: Jobs, caplog: pytest.LogCaptureFixture
) -> None:
    window = Window()
    started, go = threading.Event(), threading.Event()

    def fail_late(_progress: Progress) -> None:
        started.set()
        go.wait(10)
        raise OSError

    job = jobs.start(fail_late, window.done, failed=window.failed, cancelled=window.cancelled)
    assert started.wait(10)
    job.cancel()
    go.set()
    qtbot.waitUntil(lambda: jobs.busy == 0)
    assert (window.errors, window.results, window.cancelled_count) == ([], [], 1)
    assert [record.name for record in caplog.records] == ["journal.defects"]


def test_cancelling_after_the_end_changes_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    window = Window()
    job = jobs.start(partial(square, 3), window.done, cancelled=window.cancelled)
    qtbot.waitUntil(lambda: len(window.results) == 1)
    job.cancel()
    jobs.drain()
    assert (len(window.results), window.cancelled_count) == (1, 0)


def test_progress_comes_in_order_and_floods_nobody(qtbot: QtBot, jobs: Jobs) -> None:
    window = Window()

    def count(progress: Progress) -> str:
        for step in range(10_000):
            progress(step / 10_000, "counting")
        return "counted"

    jobs.start(count, window.done, advanced=window.advanced)
    qtbot.waitUntil(lambda: window.results == ["counted"], timeout=20_000)
    shares = [advance.share for advance in window.advances]
    assert shares == sorted(shares)
    assert 1 <= len(shares) < 10_000
    assert window.advances[0].doing == "counting"


def test_a_window_that_went_is_told_nothing_and_not_kept_alive(qtbot: QtBot, jobs: Jobs) -> None:
    go = threading.Event()

    def wait(_progress: Progress) -> bool:
        return go.wait(10)

    window = Window()
    told = window.results
    jobs.start(wait, window.done)
    del window
    go.set()
    qtbot.waitUntil(lambda: jobs.busy == 0)
    assert told == []


def test_draining_waits_and_delivers(qtbot: QtBot, jobs: Jobs) -> None:
    window = Window()
    for number in range(50):
        jobs.start(partial(square, number), window.done)
    jobs.drain(cancel=False)
    assert len(window.results) == 50
    started = threading.Event()
    jobs.start(partial(wait_for_cancel, started), window.done, cancelled=window.cancelled)
    assert started.wait(10)
    jobs.drain()
    assert (window.cancelled_count, jobs.busy) == (1, 0)


def test_what_is_owed_is_done_before_the_program_closes(jobs: Jobs) -> None:
    window = Window()
    started = threading.Event()
    jobs._pool.setMaxThreadCount(1)
    jobs.start(partial(wait_for_cancel, started), window.done, cancelled=window.cancelled)
    assert started.wait(10)
    jobs.start(partial(square, 2), window.done, cancelled=window.cancelled)
    jobs.start(partial(square, 3), window.done, cancelled=window.cancelled, is_owed=True)
    jobs.drain()
    assert ([number for number, _thread in window.results], window.cancelled_count) == ([9], 2)


def test_busy_is_told(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[int] = []
    jobs.busy_changed.connect(seen.append)
    window = Window()
    jobs.start(partial(square, 1), window.done)
    jobs.start(partial(square, 2), window.done)
    qtbot.waitUntil(lambda: jobs.busy == 0)
    assert seen == [1, 2, 1, 0]
