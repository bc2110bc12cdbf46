from dataclasses import replace

import numpy as np

from onrecord.statements.tagger_spans import (
    REACH,
    Array,
    Thresholds,
    among_its_own,
    attribution_of,
    looked_at,
    window_at,
    windows_of,
)
from onrecord.statements.tagger_text import Pack

CHOSEN = Thresholds(candidate=0.3, cue=0.5, source=0.5, content=0.5)


def pack_of(words: str) -> Pack:
    """A pack of one piece a word between its two marks, and two pieces for a word with a hyphen."""
    ids, starts, ends, numbers = [101], [0], [0], [-1]
    position = 0
    for number, word in enumerate(words.split()):
        for part in word.split("-"):
            starts.append(position)
            ends.append(position + len(part))
            position += len(part) + 1
            numbers.append(number)
            ids.append(7)
    columns = ([*ids, 102], [*starts, position], [*ends, position], [*numbers, -1], [0] * (len(ids) + 1))
    return Pack(*(np.array(column) for column in columns))


def likely(length: int, **marks: list[int]) -> Array:
    rows = np.zeros((length, 3))
    for column, name in enumerate(("outside", "begins", "inside")):
        rows[marks.get(name, []), column] = 0.9
    return rows


def test_a_cue_begins_anew_where_two_stand_side_by_side() -> None:
    pack = pack_of("they said called it off")
    windows = windows_of(pack, likely(len(pack), begins=[2, 3], inside=[4]), 0.3)
    assert [(w.first, w.last) for w in windows] == [(2, 2), (3, 4)]


def test_pieces_of_one_word_are_one_cue() -> None:
    pack = pack_of("they re-affirmed it")
    windows = windows_of(pack, likely(len(pack), begins=[2, 3]), 0.3)
    assert [(w.first, w.last) for w in windows] == [(2, 3)]


def test_marks_are_never_cues() -> None:
    pack = pack_of("they said")
    assert windows_of(pack, likely(len(pack), begins=[0, 3]), 0.3) == []


def test_distances_count_from_the_edges_of_the_cue() -> None:
    looked = looked_at(pack_of("a b c d e f"), [window_at(3, 4, 8)])
    assert looked.rows.tolist() == [list(range(8))]
    assert (looked.distance - REACH).tolist() == [[-3, -2, -1, 0, 0, 1, 2, 3]]


def test_the_shorter_of_two_windows_is_filled_up() -> None:
    pack = pack_of(" ".join("abcdefghij" * 20))
    looked = looked_at(pack, [window_at(3, 3, len(pack)), window_at(100, 100, len(pack))])
    assert looked.rows.shape == (2, 2 * REACH + 1)
    assert looked.mask.sum(1).tolist() == [REACH + 4, 2 * REACH + 1]
    assert looked.rows[0].max() == REACH + 3


def test_a_window_keeps_to_its_paragraph_unless_speech_goes_on_beside_it() -> None:
    pack = replace(pack_of("a said b c d e"), paragraphs=np.array([0, 0, 0, 0, 1, 1, 2, 2]))
    (window,) = among_its_own(pack, [window_at(2, 2, len(pack))], np.array([99]))
    assert (window.begin, window.end) == (0, 4)
    speech = replace(pack, ids=np.where(np.arange(len(pack)) == 5, 99, pack.ids))
    (window,) = among_its_own(speech, [window_at(2, 2, len(pack))], np.array([99]))
    assert (window.begin, window.end) == (0, 6)


def test_spans_are_whole_words_and_the_best_source_wins() -> None:
    pack = pack_of("Ana and Ben-ito said it rained all day")
    roles = np.zeros((len(pack), 2))
    roles[[1, 4], 0] = 0.6, 0.9
    roles[[6, 7, 9], 1] = 0.9
    found = attribution_of(pack, window_at(5, 5, len(pack)), roles, 0.8, CHOSEN)
    assert found is not None
    assert (found.source, found.cue) == (((8, 15),), (16, 20))
    assert found.content == ((21, 30), (35, 38))


def test_a_cue_without_content_is_nothing() -> None:
    pack = pack_of("they said")
    assert attribution_of(pack, window_at(2, 2, len(pack)), np.zeros((len(pack), 2)), 0.9, CHOSEN) is None
