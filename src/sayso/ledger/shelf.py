"""Annotated articles at hand, without their attributions: those used last stay in memory."""

from collections import OrderedDict
from collections.abc import Iterable

from sayso.ledger.file import Reading
from sayso.ledger.read import read_annotated
from sayso.records import AnnotatedArticle

ROOM = 2048  # articles; about 100 MB of the usual length


class Shelf:
    """The least recently used articles make room; what is asked for at once may be more than that."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: OrderedDict[str, AnnotatedArticle] = OrderedDict()

    def get(self, reading: Reading, ids: Iterable[str]) -> dict[str, AnnotatedArticle]:
        """These articles by id, in order of id; those not read yet are left out."""
        wanted = sorted(set(ids))
        missing = [each for each in wanted if each not in self._kept]
        found = read_annotated(reading, missing, with_attributions=False) if missing else {}
        found |= {each: self._kept[each] for each in wanted if each in self._kept}
        for each in wanted:
            if each in found:
                self._kept[each] = found[each]
                self._kept.move_to_end(each)
        while len(self._kept) > self._room:
            self._kept.popitem(last=False)
        return {each: found[each] for each in wanted if each in found}
