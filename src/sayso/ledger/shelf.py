"""Annotated articles at hand, without their attributions: those used last stay in memory."""

from collections import OrderedDict
from collections.abc import Collection, Iterable

from sayso.ledger.file import Reading
from sayso.ledger.read import read_annotated
from sayso.records import AnnotatedArticle

ROOM = 2048  # articles; about 100 MB of the usual length
_WHOLE = ("sources", "statements", "credits")

Kept = OrderedDict[str, AnnotatedArticle]


class Shelf:
    """The least recently used articles make room; what is asked for at once may be more than that."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._whole: Kept = OrderedDict()
        self._bare: Kept = OrderedDict()

    def get(self, reading: Reading, ids: Iterable[str]) -> dict[str, AnnotatedArticle]:
        """These articles by id, in order of id; those not read yet are left out."""
        return self._get(reading, sorted(set(ids)), self._whole, _WHOLE)

    def get_texts(self, reading: Reading, ids: Iterable[str]) -> dict[str, AnnotatedArticle]:
        """The same with text, sentences and vectors alone, unless the whole is at hand: enough for two strangers."""
        wanted = set(ids)
        whole = {each: self._whole[each] for each in wanted if each in self._whole}
        found = whole | self._get(reading, sorted(wanted - whole.keys()), self._bare, ())
        return {each: found[each] for each in sorted(found)}

    def _get(
        self, reading: Reading, wanted: Collection[str], kept: Kept, kinds: Collection[str]
    ) -> dict[str, AnnotatedArticle]:
        missing = [each for each in wanted if each not in kept]
        found = read_annotated(reading, missing, kinds=kinds) if missing else {}
        found |= {each: kept[each] for each in wanted if each in kept}
        for each in wanted:
            if each in found:
                kept[each] = found[each]
                kept.move_to_end(each)
        while len(kept) > self._room:
            kept.popitem(last=False)
        return {each: found[each] for each in wanted if each in found}
