"""
Reading in several processes at once, under supervision.

A document that hangs, kills its process or raises becomes a ``Failure``; those that were handed over with it are read
again one by one, and the process is started anew. Each process has a thread here that talks to it over pipes: no pool
of the standard library can stop and replace one process of several. They are started as plain Python processes
rather than by ``multiprocessing``, which would run the caller's own script again in each.
"""

import contextlib
import faulthandler
import importlib
import json
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any

from sayso.config import ReadConfig
from sayso.errors import ModelError, SaysoError
from sayso.records import AnnotatedArticle, Article, Failure

Reading = list[AnnotatedArticle | Failure]  # one batch, in the order in which it was handed over
Annotate = Callable[[Sequence[Article]], Sequence[AnnotatedArticle]]

READER = "sayso.workers:open_reader"
_BATCH_CHARACTERS = 60_000  # of one batch together: what a time limit for a single article should allow for
_START_SECONDS = 120.0  # to load the models, on a busy machine
_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from sayso.workers import serve; serve(sys.argv[2])"
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def open_reader() -> Annotate:
    """The reader that a process uses: both models, loaded once."""
    from sayso import pipeline

    models = pipeline.load_models()
    return lambda articles: pipeline.annotate(articles, models)


def read_all(articles: Iterable[Article], *, config: ReadConfig, reader: str = READER) -> Iterator[Reading]:
    """
    Read articles in ``config.workers`` processes (0: one a core) and give the results batch by batch as they come.

    ``reader`` names a function, ``module:name``, that each process calls once for its ``Annotate``. No more than two
    batches a process are in memory. ModelError: a process cannot be made ready. Closing the iterator, or an
    interrupt, stops all processes at once; batches not yet given are lost, and nothing else.
    """
    count = config.workers or _cores()
    tasks: queue.SimpleQueue[list[Article] | None] = queue.SimpleQueue()
    results: queue.SimpleQueue[Reading | BaseException] = queue.SimpleQueue()
    workers = [_Worker(reader, config.seconds_per_article) for _ in range(count)]
    threads = [threading.Thread(target=_supervise, args=(w, tasks, results), daemon=True) for w in workers]
    waiting = 0
    try:
        for thread in threads:
            thread.start()
        for batch in _batches(articles, config.batch):
            while waiting >= 2 * count:
                yield _next(results)
                waiting -= 1
            tasks.put(batch)
            waiting += 1
        for _ in range(waiting):
            yield _next(results)
    finally:
        for worker in workers:
            worker.stop()
        for _ in threads:
            tasks.put(None)
        for worker, thread in zip(workers, threads, strict=True):
            thread.join(timeout=5.0)
            worker.reap()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


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


def _next(results: "queue.SimpleQueue[Reading | BaseException]") -> Reading:
    result = results.get()
    if isinstance(result, BaseException):
        raise result
    return result


# ---- the supervising side: one thread a process ----


class _Lost(Exception):
    """A batch was not read; the message says why."""


def _supervise(
    worker: "_Worker",
    tasks: "queue.SimpleQueue[list[Article] | None]",
    results: "queue.SimpleQueue[Reading | BaseException]",
) -> None:
    while (batch := tasks.get()) is not None and not worker.stopped:
        try:
            results.put(_read(worker, batch))
        except BaseException as error:  # handed to the caller's thread, which raises it
            results.put(error)


def _read(worker: "_Worker", batch: list[Article]) -> Reading:
    try:
        return list(worker.read(batch))
    except _Lost as lost:
        if worker.stopped or len(batch) == 1:
            return [Failure(article.id, "annotate", str(lost)) for article in batch]
    return [one for article in batch for one in _read(worker, [article])]


class _Worker:
    """One process, started when first needed and again whenever it is gone."""

    def __init__(self, reader: str, seconds: float) -> None:
        self.stopped = False
        self._reader = reader
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()  # between starting a process and stopping for good

    def read(self, batch: list[Article]) -> Sequence[AnnotatedArticle]:
        """What the process read; _Lost where it raised, hung or ended."""
        process = self._process or self._start()
        kind, value = self._exchange(process, (self._seconds, batch), self._seconds)
        if kind == "raised":
            raise _Lost(value)
        read: Sequence[AnnotatedArticle] = value
        if [each.article.id for each in read] != [article.id for article in batch]:
            raise _Lost("the reader gave back other articles than it was given")
        return read

    def stop(self) -> None:
        """End the process now; the thread that waits for its answer sees it gone."""
        with self._lock:
            self.stopped = True
            if process := self._process:
                process.kill()

    def _start(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self.stopped:
                raise _Lost("stopped")
            process = self._process = _spawn(self._reader)
        try:
            kind, value = self._exchange(process, None, _START_SECONDS)
        except _Lost as lost:
            if self.stopped:
                raise
            raise ModelError(f"A reading process was not ready: {lost}. What was read before is saved.") from lost
        if kind == "ready":
            return process
        self.reap()
        raise value if isinstance(value, SaysoError) else ModelError(f"The reader cannot be loaded: {value}")

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
                raise _Lost(f"took longer than {seconds:g} s and was stopped") from error
            raise _Lost(f"ended its process ({_ending(process.returncode)})") from error
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


def _spawn(reader: str) -> "subprocess.Popen[bytes]":
    paths = json.dumps([str(each) for each in sys.path])
    return subprocess.Popen(
        [sys.executable, "-c", _BOOT, paths, reader],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **dict.fromkeys(_ONE_THREAD, "1"), "TOKENIZERS_PARALLELISM": "false"},
        start_new_session=True,  # Ctrl-C is for the supervisor, which stops its processes itself
    )


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise OSError("no pipe")
    return pipe


def _send(pipe: IO[bytes], message: object) -> None:
    pickle.dump(message, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _ending(code: int) -> str:
    if code == -9:
        return "signal 9: killed, perhaps for want of memory"
    return f"signal {-code}" if code < 0 else f"exit code {code}"


# ---- the reading side: what each process runs ----


def serve(reader: str) -> None:
    """Answer batches on the pipes until they close; the last thing a reading process does."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    try:
        module, _, name = reader.partition(":")
        annotate: Annotate = getattr(importlib.import_module(module), name)()
    except SaysoError as error:
        _send(answers, ("broken", error))
        return
    except Exception as error:
        _send(answers, ("broken", _described(error)))
        return
    _send(answers, ("ready", None))
    while True:
        try:
            seconds, batch = pickle.load(requests)
        except EOFError:
            return
        # Should the supervisor be killed while this hangs, nobody else would end it.
        faulthandler.dump_traceback_later(2 * seconds + 1, exit=True)
        try:
            answer: tuple[str, Any] = ("read", list(annotate(batch)))
        except Exception as error:
            answer = ("raised", _described(error))
        faulthandler.cancel_dump_traceback_later()
        _send(answers, answer)


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
