"""What one article tells again of one happening is one strand; what it begins with is its news."""

from dataclasses import replace

from making.tellings import killed, place, telling
from onrecord.drafts import Telling
from onrecord.incidents.strands import strands_of
from onrecord.records import Figure, Span

MOPTI = place("Mopti", 14.49, -4.18)
BAMAKO = place("Bamako", 12.65, -8.0)


def hurt(number: int) -> Figure:
    return replace(killed(number), kind="injured")


def at(start: int, one: Telling, *figures: Figure) -> Telling:
    return replace(one, event=replace(one.event, trigger=Span(start, start + 1, "x"), figures=figures))


ALL = at(10, telling("a", "Nine were hurt in Mopti", "2024-03-05", MOPTI), hurt(9))


def test_some_of_the_hurt_belong_to_the_count_of_all() -> None:
    some = at(90, telling("a", "Two of the shoppers were burnt"), hurt(2))
    (strand,) = strands_of([ALL, some])
    assert strand.event == ALL.event


def test_other_dead_are_another_happening() -> None:
    dead = at(10, ALL, killed(9))
    others = at(90, telling("a", "A mine killed two herders"), killed(2))
    assert len(strands_of([dead, others])) == 2


def test_what_an_article_begins_with_is_its_news() -> None:
    lead = at(5, telling("a", "A shell fell on Bamako", "2024-03-05", BAMAKO))
    before = [at(50 + n, telling("a", f"Mopti was shelled, once more ({n})", "2024-01-02", MOPTI)) for n in range(2)]
    assert [one.event.place for one in strands_of([lead, *before[:1]]) if one.main] == [BAMAKO]
    (main,) = (one for one in strands_of([lead, *before]) if one.main)
    assert main.event.event_id == lead.event.event_id
