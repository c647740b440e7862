"""Tags and pointers to attributions, with scores written by hand."""

import numpy as np

from sayso.attribute.decode import Scores, best_path, decode
from sayso.models import open_tokenizer
from sayso.segment import split_sentences
from sayso.wordpieces import cut_windows, split_words

FREE = np.zeros((7, 7), dtype=np.float32)
START = np.zeros(7, dtype=np.float32)
TAGS = {"-": 0, "S": 1, "s": 2, "C": 3, "c": 4, "T": 5, "t": 6}


def decoded(text: str, tags: str, links: dict[int, int], speakers: dict[int, int]):
    words = split_words(text, split_sentences(text), open_tokenizer())
    (window,) = cut_windows(words, 256, 32)
    n = len(words)
    tag, link, speaker = np.zeros((n, 7)), np.zeros((n, n + 1)), np.zeros((n, n + 1))
    for i, each in enumerate(tags):
        tag[i, TAGS[each]] = 9
    for come, to in links.items():
        link[come, 1 + to] = 9
    speaker[:, 0] = 1
    for come, to in speakers.items():
        speaker[come, 1 + to] = 9
    scores = Scores(window, *(x.astype(np.float32) for x in (tag, link, speaker)))
    return [found for found, _ in decode(text, words, [scores], FREE, START)]


def test_two_cues_share_one_source():
    #        0   1    2    3    4   5     6    7
    found = decoded("Ida said yes and added no today .", "SCT-CT--", {2: 1, 5: 4}, {1: 0, 4: 0})
    assert [(f.source, f.cue, f.content) for f in found] == [
        (((0, 1),), ((1, 2),), ((2, 3),)),
        (((0, 1),), ((4, 5),), ((5, 6),)),
    ]


def test_a_content_in_two_parts_goes_to_one_cue():
    (found,) = decoded("Rain , said Ida , tomorrow .", "T-CS-T-", {0: 2, 5: 2}, {2: 3})
    assert found.content == ((0, 1), (5, 6)) and found.source == ((3, 4),)


def test_a_cue_that_points_nowhere_has_no_source_and_one_without_content_is_dropped():
    found = decoded("It was said it rained . Ida spoke .", "--CTt-SC-", {3: 2, 4: 2}, {})
    assert [(f.source, f.cue) for f in found] == [((), ((2, 3),))]


def test_best_path_obeys_the_transitions():
    transition = FREE.copy()
    transition[[0, 1, 2, 3, 4], 6] = -1e4
    emission = np.zeros((3, 7), dtype=np.float32)
    emission[0, 0] = 5
    emission[1, 6], emission[1, 5] = 4, 3
    emission[2, 6] = 5
    assert best_path(emission, transition, START) == [0, 5, 6]


def test_a_content_that_a_whole_paragraph_parts_from_its_cue_is_left_out():
    text = "Rain fell .\n\nNobody came .\n\nIda said no ."
    (found,) = decoded(text, "Tt----SCT-", {0: 7, 1: 7, 8: 7}, {7: 6})
    assert found.content == ((8, 9),)
    assert decoded("Rain fell .\n\nNobody came .\n\nIda said no .", "Tt----SC--", {0: 7, 1: 7}, {7: 6}) == []


def test_of_several_contents_those_that_hardly_point_to_their_cue_are_left_out():
    tags, text = "T-CS-T-", "Rain , said Ida , tomorrow ."
    strong, weak = {0: 2, 5: 2}, {0: 2}
    (both,) = decoded(text, tags, strong, {2: 3})
    (one,) = decoded(text, tags, weak, {2: 3})  # the second points everywhere alike
    assert both.content == ((0, 1), (5, 6)) and one.content == ((0, 1),)
    (alone,) = decoded("Said Ida : tomorrow .", "CS-T-", {}, {0: 1})
    assert alone.content == ((3, 4),)  # the only one is kept, and the score tells


def test_a_content_that_runs_over_a_paragraph_is_what_stands_nearest_to_its_cue():
    #       0     1    2     3       4     5
    text = "Ferry idle\n\nNobody came , Ida said"
    (found,) = decoded(text, "TtttcSC".replace("c", "-"), {0: 6, 1: 6, 2: 6, 3: 6}, {6: 5})
    assert found.content == ((2, 4),)


def test_a_quotation_and_what_follows_a_colon_go_on_in_the_next_paragraph():
    text = "Ida said “ Rain fell .\n\n“ Nobody came . ”"
    (found,) = decoded(text, "SCTtttttttt", dict.fromkeys(range(2, 11), 1), {1: 0})
    assert found.content == ((2, 6), (6, 11))
    text = "Ida denied this :\n\nNobody came ."
    (found,) = decoded(text, "SCTtttt", dict.fromkeys(range(2, 7), 1), {1: 0})
    assert found.content == ((2, 4), (4, 7))
