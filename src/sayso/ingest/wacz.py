"""
A web archive packed with a list of its pages and the hashes of its files: WACZ, a zip.

Of what was captured only the listed pages are read, so that frames and advertisements do not come in as articles. The
hashes say whether the files are as they were packed; a signature, where there is one, is not checked.
"""

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from io import BufferedIOBase

from sayso.config import IngestConfig
from sayso.ingest.fixity import differences
from sayso.ingest.rows import BadRow, json_lines
from sayso.ingest.sniff import STREAM_DAMAGE, unpacked
from sayso.ingest.warc import Survey, WarcFile, address_key, read_pages, survey
from sayso.ingest.zipped import Zipped, open_zip
from sayso.records import Article, Problem

_WARC = re.compile(r"archive/.+\.warc(?:\.gz)?$", re.IGNORECASE)
_LIST = re.compile(r"pages/[^/]+\.jsonl$")
_MAIN_LIST = "pages/pages.jsonl"
_INSTEAD = "Every HTML page in the archive was read instead."


@dataclass(frozen=True, slots=True)
class _Page:
    url: str
    title: str | None
    where: str  # the line of the list that names it


def read_wacz(
    stream: BufferedIOBase, *, name: str, where: str, retrieved: datetime, config: IngestConfig, inside: bool = False
) -> Iterator[Article | Problem]:
    """
    The pages that a WACZ file lists; where it has no list, every HTML page in it, as of a WARC file.

    First come a Problem for each file in it that is not as it was packed or cannot be unpacked; the rest is read. A zip
    of WACZ files yields the pages of each; ``inside``: this is one of them, and no further zip in it is opened. Another
    zip, or a damaged one, is one Problem.
    """
    zipped = open_zip(stream, name=name, where=where)
    if isinstance(zipped, Problem):
        yield zipped
        return
    warcs = [path for path in zipped.members if _WARC.match(path)]
    packs = [path for path in zipped.members if path.casefold().endswith(".wacz") and not inside]
    if not warcs and not packs:
        yield _no_wacz(zipped)
        return
    found = 0
    for each in _all_of(zipped, warcs, packs, retrieved, config):
        found += 1
        yield each
    if not found:
        yield Problem(name, where, "no_text", "There are no pages in it.")


def _no_wacz(zipped: Zipped) -> Problem:
    if zipped.name.casefold().endswith(".wacz"):
        detail = "It is not the WACZ file that its name promises: it has no archive/*.warc.gz. Nothing was read."
    else:
        detail = "It is a zip or other packed file, which sayso does not read."
        detail = f"{detail} Save it as text, or unpack it and add the folder."
    return Problem(zipped.name, zipped.where, "unreadable", detail)


def _all_of(
    zipped: Zipped, warcs: Sequence[str], packs: Sequence[str], retrieved: datetime, config: IngestConfig
) -> Iterator[Article | Problem]:
    refused = dict(zipped.refused())
    yield from (zipped.problem(path, detail) for path, detail in refused.items())
    yield from zipped.doubled()
    if warcs or "datapackage.json" in zipped.members:  # a zip of WACZ files need not have hashes of its own
        yield from differences(zipped, refused)
    for path in packs:
        if path not in refused:
            with zipped.open(path) as stream:
                inner = zipped.at(path)
                yield from read_wacz(
                    stream, name=inner[0], where=inner[1], retrieved=retrieved, config=config, inside=True
                )
    files = [WarcFile(partial(_reopen, zipped, path), *zipped.at(path)) for path in warcs if path not in refused]
    if warcs:
        yield from _pages_of(zipped, refused, files, retrieved, config)


@contextmanager
def _reopen(zipped: Zipped, path: str) -> Iterator[BufferedIOBase]:
    with zipped.open(path) as raw:
        yield unpacked(raw)


def _pages_of(
    zipped: Zipped, refused: Mapping[str, str], files: list[WarcFile], retrieved: datetime, config: IngestConfig
) -> Iterator[Article | Problem]:
    pages: dict[str, _Page] = {}
    whole = yield from _list_of_pages(zipped, refused, pages)
    seen = survey(files, asked=pages)
    chains = {key: _led_to(key, seen) for key in pages}
    wanted = {key for chain in chains.values() for key in chain} if whole else None
    met = set()
    for each in read_pages(files, revisited=seen.revisited, retrieved=retrieved, config=config, wanted=wanted):
        key = address_key(each.input_id)
        met.add(key)
        if isinstance(each, Article) and each.title is None and key in pages:
            each = replace(each, title=pages[key].title)
        yield each
    for key, page in pages.items():
        if met.isdisjoint(chains[key]):
            yield Problem(page.url, page.where, "no_text", _why_not(seen.answers.get(key)))


def _list_of_pages(
    zipped: Zipped, refused: Mapping[str, str], pages: dict[str, _Page]
) -> Generator[Problem, None, bool]:
    """Fill ``pages``, by the key of their addresses; returns whether these are all, so that nothing else is wanted."""
    lists = sorted(path for path in zipped.members if _LIST.match(path) and path not in refused)
    if _MAIN_LIST not in lists:
        what = "damaged" if _MAIN_LIST in refused else "missing"
        yield zipped.problem(_MAIN_LIST, f"The list of pages is {what}. {_INSTEAD}")
        return False
    whole = True
    for path in lists:
        try:
            with zipped.open(path) as stream:
                yield from _of_list(stream, zipped, path, pages)
        except STREAM_DAMAGE as error:
            yield zipped.problem(path, f"The list of pages is damaged ({error}). {_INSTEAD}")
            whole = False
    if whole and not pages:
        yield zipped.problem(_MAIN_LIST, f"The list of pages is empty. {_INSTEAD}")
    return whole and bool(pages)


def _of_list(stream: BufferedIOBase, zipped: Zipped, path: str, pages: dict[str, _Page]) -> Iterator[Problem]:
    for line, row in json_lines(stream):
        place = f"{path}:{line}"
        if isinstance(row, BadRow):
            yield zipped.problem(place, row.detail)
            continue
        url, title = row.get("url"), row.get("title")
        if isinstance(url, str) and url.strip():
            page = _Page(url, title if isinstance(title, str) else None, zipped.at(place)[1])
            pages.setdefault(address_key(url), page)
        elif "format" not in row:  # the first line says what the list is
            yield zipped.problem(place, "It names no url. This line was left out; the others were read.")


def _led_to(key: str, seen: Survey) -> list[str]:
    """An address and, where nothing but redirects was captured there, those that they led to."""
    chain = [key]
    while chain[-1] not in seen.pages:
        target = seen.redirects.get(chain[-1])
        if target is None or target in chain:
            break
        chain.append(target)
    return chain


def _why_not(answer: str | None) -> str:
    if answer is None:
        return "The archive lists this page but holds no capture of it that is HTML. Add the archive that does."
    if answer.isdigit():
        return f"The archive lists this page, but it was answered with {answer}."
    return f"The archive lists this page, but what was captured is {answer or 'of no known kind'}, not HTML."
