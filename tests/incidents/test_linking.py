"""What is linked among many pairs at once is what is linked pair by pair, to the last one."""

from itertools import combinations

from making.happenings import World
from making.stream import world
from onrecord.articles.terms import terms_of
from onrecord.drafts import Telling
from onrecord.incidents.linking import linked
from onrecord.incidents.merge import are_linked
from onrecord.incidents.packing import packed, unpacked
from onrecord.incidents.profile import Profile, profiles_of
from onrecord.records import Reading


def profiles(reading: Reading) -> tuple[Profile, ...]:
    article = reading.article
    about = article.publisher, article.published.date, article.article_id, (), terms_of(article.text)
    return profiles_of(Telling(event, *about) for event in reading.events)


def told() -> list[tuple[Profile, ...]]:
    readings = [*world(3, 15), *(reading for _, reading in World(seed=3, happenings=40).reports())]
    return [profiles(reading) for reading in readings]


def test_the_same_are_linked_as_pair_by_pair() -> None:
    pairs = list(combinations(told(), 2))
    one_by_one = [
        (a.ids, b.ids)
        for one, other in pairs
        for a in one
        for b in other
        if a.event_type == b.event_type and are_linked(a, b)
    ]
    assert one_by_one
    assert sorted((a.ids, b.ids) for a, b in linked(pairs)) == sorted(one_by_one)


def test_nothing_is_linked_to_an_article_that_tells_nothing() -> None:
    assert list(linked([((), told()[0]), (told()[0], ())])) == []


def test_what_is_unpacked_is_what_was_packed() -> None:
    for its in told():
        assert unpacked(packed(its)) == its
