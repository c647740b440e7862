"""
Work in several processes at once, under supervision.

A document that hangs, kills its process or raises becomes a ``Failure``; those that were handed over with it are read
again one by one, and the process is started anew. Each process has a thread here that talks to it over pipes: no pool
of the standard library can stop and replace one process of several.
"""

import contextlib
import faulthandler
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from operator import attrgetter
from typing import IO, Any, TypeVar

from sayso.config import ReadConfig
from sayso.errors import ModelError, SaysoError
from sayso.processes import collect_rarely, named, python_command, single_threaded
from sayso.records import AnnotatedArticle, Article, Failure

Reading = list[AnnotatedArticle | Failure]  # one batch, in the order in which it was handed over
Annotate = Callable[[Sequence[Article]], Sequence[AnnotatedArticle]]
T = TypeVar("T")

READER = "sayso.workers:open_reader"
READER_ALONE = "sayso.workers:open_reader_alone"
_BATCH_CHARACTERS = 60_000  # of one batch together: what a time limit for a single article should allow for
_START_SECONDS = 120.0  # to load the models, on a busy machine


@dataclass(frozen=True, slots=True)
class Lost:
    """What a task gave that was not done, and why."""

    reason: str


def count_of(config: ReadConfig) -> int:
    """How many processes these settings ask for."""
    if config.workers:
        return config.workers
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# ---- reading ----


def open_reader(name: str = "standard") -> Annotate:
    """The reader that a process uses: both models, loaded once."""
    from sayso import pipeline

    models = pipeline.load_models(name)
    return lambda articles: pipeline.annotate(articles, models)


def open_reader_alone(name: str = "standard") -> Annotate:
    """The same without sentence vectors, for articles that are not to be compared: half the work."""
    from sayso import pipeline

    models = pipeline.load_models(name, vectors=False)
    return lambda articles: pipeline.annotate(articles, models)


def open_checked(reader: str, *arguments: str) -> Annotate:
    """The reader that this opens; what it gives back is held against what it was given."""
    annotate: Annotate = named(reader)(*arguments)

    def checked(articles: Sequence[Article]) -> Sequence[AnnotatedArticle]:
        read = list(annotate(articles))
        if [each.article.id for each in read] != [article.id for article in articles]:
            raise ValueError("the reader gave back other articles than it was given")
        return read

    return checked


def read_all(articles: Iterable[Article], *, config: ReadConfig, reader: str = READER) -> Iterator[Reading]:
    """
    Read articles in ``config.workers`` processes (0: one a core) and give the results batch by batch as they come.

    ``reader`` names a function, ``module:name``, that each process calls once for its ``Annotate``; where settings ask
    for another than the standard model it is given that model's name. ModelError: a process cannot be made ready. See
    ``spread`` for what an interruption loses.
    """
    answers = spread(
        _batches(articles, config.batch),
        opener=("sayso.workers:open_checked", reader, *reader_name(config)),
        count=count_of(config),
        seconds=config.seconds_per_article,
        split=lambda batch: [[article] for article in batch],
    )
    for batch, answer in answers:
        if isinstance(answer, Lost):
            yield [Failure(article.id, "annotate", answer.reason) for article in batch]
        else:
            yield list(answer)


def reader_name(config: ReadConfig) -> list[str]:
    """What a reader's opener is called with: the model's name, where settings ask for another than the standard one."""
    return [] if config.model == "standard" else [config.model]


def _batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    batch: list[Article] = []
    characters = 0
    for article in articles:
        if batch and (len(batch) >= size or characters + len(article.text) > _BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(article)
        characters += len(article.text)
    if batch:
        yield batch


# ---- any work: tasks to processes, answers back ----


def spread(
    tasks: Iterable[T],
    *,
    opener: Sequence[str],
    count: int,
    seconds: float,
    split: Callable[[T], Sequence[T]] = lambda task: (),
) -> Iterator[tuple[T, Any]]:
    """
    Do tasks in ``count`` processes; (task, answer) as they come, the answer ``Lost`` where there is none.

    ``opener``: ``module:name`` of a function and its arguments, which each process calls once for the function that
    does a task in at most ``seconds``. A task that is lost is done again in the parts that ``split`` gives, where there
    are several. No more than two tasks a process are in memory. Closing the iterator, or an interrupt, stops all
    processes at once; what was not yet given is lost, and nothing else. Raises what the opener raises of SaysoError,
    and ModelError where a process does not come to be ready.
    """
    waiting: queue.SimpleQueue[T | None] = queue.SimpleQueue()
    done: queue.SimpleQueue[list[tuple[T, Any]] | BaseException] = queue.SimpleQueue()
    workers = [_Worker(opener, seconds) for _ in range(count)]
    threads = [threading.Thread(target=_supervise, args=(w, waiting, done, split), daemon=True) for w in workers]
    open_tasks = 0
    try:
        for thread in threads:
            thread.start()
        for task in tasks:
            while open_tasks >= 2 * count:
                yield from _next(done)
                open_tasks -= 1
            waiting.put(task)
            open_tasks += 1
        for _ in range(open_tasks):
            yield from _next(done)
    finally:
        for worker in workers:
            worker.stop()
        for _ in threads:
            waiting.put(None)
        for worker, thread in zip(workers, threads, strict=True):
            thread.join(timeout=5.0)
            worker.reap()


def _next(done: "queue.SimpleQueue[list[tuple[T, Any]] | BaseException]") -> list[tuple[T, Any]]:
    answers = done.get()
    if isinstance(answers, BaseException):
        raise answers
    return answers


# ---- the supervising side: one thread a process ----


class _NotDone(Exception):
    """A task was not done; the message says why."""


def _supervise(
    worker: "_Worker",
    waiting: "queue.SimpleQueue[T | None]",
    done: "queue.SimpleQueue[list[tuple[T, Any]] | BaseException]",
    split: Callable[[T], Sequence[T]],
) -> None:
    while (task := waiting.get()) is not None and not worker.stopped:
        try:
            done.put(_do(worker, task, split))
        except BaseException as error:  # handed to the caller's thread, which raises it
            done.put(error)


def _do(worker: "_Worker", task: T, split: Callable[[T], Sequence[T]]) -> list[tuple[T, Any]]:
    try:
        return [(task, worker.do(task))]
    except _NotDone as error:
        parts = () if worker.stopped else split(task)
        if len(parts) < 2:
            return [(task, Lost(str(error)))]
    return [answer for part in parts for answer in _do(worker, part, split)]


class _Worker:
    """One process, started when first needed and again whenever it is gone."""

    def __init__(self, opener: Sequence[str], seconds: float) -> None:
        self.stopped = False
        self._opener = opener
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()  # between starting a process and stopping for good

    def do(self, task: object) -> Any:
        """The process's answer; _NotDone where it raised, hung or ended."""
        process = self._process or self._start()
        kind, value = self._exchange(process, (self._seconds, task), self._seconds)
        if kind == "raised":
            raise _NotDone(value)
        return value

    def stop(self) -> None:
        """End the process now; the thread that waits for its answer sees it gone."""
        with self._lock:
            self.stopped = True
            if process := self._process:
                process.kill()

    def _start(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self.stopped:
                raise _NotDone("stopped")
            process = self._process = _spawn(self._opener)
        try:
            kind, value = self._exchange(process, None, _START_SECONDS)
        except _NotDone as error:
            if self.stopped:
                raise
            raise ModelError(f"A process was not ready: {error}. What was done before is saved.") from error
        if kind == "ready":
            return process
        self.reap()
        raise value if isinstance(value, SaysoError) else ModelError(f"A process cannot be made ready: {value}")

    def _exchange(self, process: "subprocess.Popen[bytes]", message: object, seconds: float) -> tuple[str, Any]:
        late = threading.Event()

        def kill() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, kill)
        timer.start()
        try:
            if message is not None:
                _send(_pipe(process.stdin), message)
            answer: tuple[str, Any] = pickle.load(_pipe(process.stdout))
        except (OSError, EOFError, pickle.UnpicklingError, ValueError) as error:
            self.reap()
            if late.is_set():
                raise _NotDone(f"took longer than {seconds:g} s and was stopped") from error
            raise _NotDone(f"ended its process ({_ending(process.returncode)})") from error
        finally:
            timer.cancel()
        return answer

    def reap(self) -> None:
        """Take leave of the process: end it where it still runs, and close its pipes."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):  # unsent bytes to a process that is gone
                _pipe(pipe).close()


def _spawn(opener: Sequence[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        python_command("sayso.workers:serve", *opener),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=single_threaded(),
        start_new_session=True,  # Ctrl-C is for the supervisor, which stops its processes itself
    )


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise OSError("no pipe")
    return pipe


def _send(pipe: IO[bytes], message: object) -> None:
    _Pickler(pipe, protocol=pickle.HIGHEST_PROTOCOL).dump(message)
    pipe.flush()


class _Pickler(pickle.Pickler):
    """
    Sends a record as what makes it: its class and its values, in the order of its fields.

    By itself a frozen record with slots has its fields looked up each time that it is sent and received, which takes
    three times as long.
    """

    def reducer_override(self, given: Any) -> Any:
        kind = type(given)
        if kind not in _VALUES:
            _VALUES[kind] = _values_of(kind)
        values = _VALUES[kind]
        return NotImplemented if values is None else (kind, values(given))


_VALUES: dict[type, Callable[[Any], tuple[Any, ...]] | None] = {}


def _values_of(kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """What gives the values of a record's fields; None where these alone do not make it again."""
    if not is_dataclass(kind) or not all(each.init and not each.kw_only for each in fields(kind)):
        return None
    names = [each.name for each in fields(kind)]
    return attrgetter(*names) if len(names) > 1 else lambda given: tuple(getattr(given, each) for each in names)


def _ending(code: int) -> str:
    if code == -9:
        return "signal 9: killed, perhaps for want of memory"
    return f"signal {-code}" if code < 0 else f"exit code {code}"


# ---- the working side: what each process runs ----


def serve(opener: str, *arguments: str) -> None:
    """Answer tasks on the pipes until they close; the last thing a process does."""
    collect_rarely()
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    try:
        do = named(opener)(*arguments)
    except SaysoError as error:
        _send(answers, ("broken", error))
        return
    except Exception as error:
        _send(answers, ("broken", _described(error)))
        return
    _send(answers, ("ready", None))
    while True:
        try:
            seconds, task = pickle.load(requests)
        except EOFError:
            return
        # Should the supervisor be killed while this hangs, nobody else would end it.
        faulthandler.dump_traceback_later(2 * seconds + 1, exit=True)
        try:
            answer: tuple[str, Any] = ("done", do(task))
        except Exception as error:
            answer = ("raised", _described(error))
        faulthandler.cancel_dump_traceback_later()
        _send(answers, answer)


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
