"""The drawing of how a claim travelled."""

from datetime import UTC, datetime, timedelta

from sayso.records import Appearance, Article, Assessment, Claim, Derivation, Stance, Trace, When
from sayso.web.graph import MOST, draw_graph
from sayso.web.timeline import STACK, draw_timeline

NOON = datetime(2024, 5, 3, 12, tzinfo=UTC)


def article(number: int, outlet: str) -> Article:
    moment = NOON + timedelta(minutes=number)
    when = When(moment, moment + timedelta(minutes=1), "", "column")
    return Article(f"art_{number:032x}", str(number), None, outlet, None, None, "Text.", when, NOON)


def trace_of(articles: list[Article], derivations: list[Derivation], stance: Stance = "reports") -> Trace:
    found = tuple(Appearance(each.id, stance, None, 1.0, False, None, None, ()) for each in articles)
    assessment = Assessment("clm_1", (), 0, 0, 0, 0, (), (), (), ())
    return Trace(Claim("clm_1", "sto_1", "label", ()), None, found, tuple(derivations), assessment)


def rests(derived: Article, origin: str) -> Derivation:
    return Derivation(derived.id, origin, "wasDerivedFrom", (f"cites: “words” ({derived.id} 0-4)",))


def test_what_is_rested_on_stands_left_of_what_rests_on_it() -> None:
    articles = [article(number, f"Outlet {number}") for number in range(3)]
    one, two, three = articles
    graph = draw_graph(trace_of(articles, [rests(two, one.id), rests(three, two.id)]), {a.id: a for a in articles})
    place = {node.id: node.x for node in graph.nodes}
    assert place[one.id] < place[two.id] < place[three.id]
    assert all(edge.start.x < edge.end.x for edge in graph.edges)


def test_articles_that_rest_on_the_same_become_a_group_that_opens() -> None:
    articles = [article(number, f"Outlet {number}") for number in range(9)]
    trace = trace_of(articles, [rests(each, articles[0].id) for each in articles[1:]])
    by_id = {a.id: a for a in articles}
    graph = draw_graph(trace, by_id)
    (group,) = [node for node in graph.nodes if node.kind == "group"]
    assert len(graph.nodes) == 2 and set(group.members) == {a.id for a in articles[1:]}
    assert len(draw_graph(trace, by_id, opened=group.id).nodes) == 9


def test_never_more_than_sixty_nodes_and_the_rest_is_counted() -> None:
    articles = [article(number, f"Outlet {number}") for number in range(200)]
    chain = [rests(b, a.id) for a, b in zip(articles[::2], articles[1::2], strict=True)]
    graph = draw_graph(trace_of(articles, chain), {a.id: a for a in articles})
    drawn = sum(max(1, len(node.members)) for node in graph.nodes)
    assert len(graph.nodes) <= MOST and drawn + graph.left_out == 200


def test_a_circle_is_drawn() -> None:
    articles = [article(number, f"Outlet {number}") for number in range(3)]
    ring = [rests(articles[at], articles[at - 1].id) for at in range(3)]
    graph = draw_graph(trace_of(articles, ring), {a.id: a for a in articles})
    assert len(graph.nodes) == 3 and len(graph.edges) == 3


def test_nodes_do_not_overlap_and_fit() -> None:
    articles = [article(number, f"Outlet {number}") for number in range(30)]
    pairs = [rests(articles[n], articles[n // 3].id) for n in range(1, 30)]
    graph = draw_graph(trace_of(articles, pairs), {a.id: a for a in articles}, opened="x")
    boxes = [(node.x, node.y) for node in graph.nodes]
    for at, (x, y) in enumerate(boxes):
        assert 0 <= x <= graph.width - 172 and 0 <= y <= graph.height - 40
        assert all(abs(x - a) >= 172 or abs(y - b) >= 40 for a, b in boxes[at + 1 :])


def test_the_timeline_has_asserting_above_and_contesting_below() -> None:
    articles = [article(number, f"Outlet {number}") for number in range(4)]
    by_id = {a.id: a for a in articles}
    above = draw_timeline(trace_of(articles, []), by_id)
    below = draw_timeline(trace_of(articles, [], "contests"), by_id)
    assert all(mark.y < above.base for mark in above.marks) and all(mark.y > below.base for mark in below.marks)


def test_many_at_one_time_are_told_as_a_number() -> None:
    articles = [article(0, f"Outlet {number}") for number in range(1)]
    same = [Article(**{**_fields(articles[0]), "id": f"art_{n}"}) for n in range(30)]
    line = draw_timeline(trace_of(same, []), {a.id: a for a in same})
    assert len(line.marks) == STACK + 1 and line.marks[-1].label == f"+{30 - STACK}"


def _fields(given: Article) -> dict[str, object]:
    return {name: getattr(given, name) for name in Article.__dataclass_fields__}
