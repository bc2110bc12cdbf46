"""Each source's latest figure, sources kept apart, and what they contradict each other on in plain words."""

from dataclasses import replace
from itertools import permutations

import pytest

from making.tellings import claim, killed, party, place, telling
from onrecord.drafts import Telling
from onrecord.incidents.contradictions import contradictions_in
from onrecord.incidents.figures import reconciled_figures
from onrecord.records import Figure, IncidentFigure, Party, SourcedFigure

ARMY = party("Army", "MLI", "MIL")
REBELS = party("Northern Front", sector="REB")
OFFICIALS = replace(party("officials"), actor_id=None, naming="unnamed")
MOPTI = place("Mopti", 14.49, -4.18)

Range = tuple[int | None, int | None, int | None]


def said(article: str, when: str, toll: int, source: Party | None) -> Telling:
    one = telling(article, f"An attack in Mopti killed {toll}", when, MOPTI)
    by = claim(one.event.event_id, source)
    return replace(one, event=replace(one.event, claims=(by,), figures=(killed(toll, by.claim_id),)))


def by_source(*tellings: Telling) -> list[tuple[str | None, int | None]]:
    (figure,) = reconciled_figures(tellings)
    return [(by.source, by.best) for by in figure.by]


def test_the_later_report_of_a_source_replaces_its_earlier_one() -> None:
    told = [said("a", "2024-03-05", 20, ARMY), said("b", "2024-03-06", 23, ARMY), said("c", "2024-03-07", 24, None)]
    for order in permutations(told):
        assert by_source(*order) == [("Army", 23), (None, 24)]


def test_a_paper_replaces_its_own_word_and_not_that_of_its_sources() -> None:
    first, later = (said(name, f"2024-03-0{n}", n, None) for name, n in (("a", 5), ("b", 6)))
    quoted = said("c", "2024-03-04", 4, ARMY)
    same_paper = [replace(one, publisher="Daily") for one in (quoted, first, later)]
    assert by_source(*same_paper) == [("Army", 4), (None, 6)]


def test_officials_claimants_and_unnamed_sources_are_kept_apart() -> None:
    told = [
        said("a", "2024-03-05", 23, ARMY),
        said("b", "2024-03-05", 60, REBELS),
        said("c", "2024-03-05", 24, OFFICIALS),
    ]
    assert by_source(*told) == [("Army", 23), ("Northern Front", 60), ("officials", 24)]


def test_unnamed_sources_of_two_papers_are_two() -> None:
    told = [said("a", "2024-03-05", 23, OFFICIALS), said("b", "2024-03-06", 24, OFFICIALS)]
    assert by_source(*told) == [("officials", 23), ("officials", 24)]


def test_they_are_told_in_plain_words_with_source_and_day() -> None:
    army, officials = said("a", "2023-12-12", 23, ARMY), said("b", "2023-12-13", 24, OFFICIALS)
    assert contradictions_in(reconciled_figures([army, officials])) == (
        "23 killed (Army, paper of a, 12 Dec 2023) / 24 (officials, paper of b, 13 Dec 2023)",
    )


def given(one: Range, other: Range, whom: str | None = None, **more: str) -> IncidentFigure:
    by = tuple(SourcedFigure(None, None, *counts, more.get("said"), "ar-1") for counts in (one, other))
    kind, side = more.get("kind", "killed"), more.get("side", "victim")
    return IncidentFigure(kind, whom, side, None, None, None, by)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((20, None, None), (23, 23, 23)),
        ((20_000, None, 99_999), (None, None, 400_000)),
        ((23, 23, 23), (23, 23, 23)),
        ((10, 12, 20), (15, None, None)),
    ],
)
def test_what_can_both_be_true_is_no_contradiction(one: Range, other: Range) -> None:
    assert contradictions_in([given(one, other)]) == ()


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (given((24, None, None), (23, 23, 23), "Pakistani soldiers"), "at least 24 Pakistani soldiers killed / 23"),
        (given((2, 2, 2), (3, 3, 3), side="attacker"), "2 attackers killed / 3"),
        (given((None, 40, None), (None, None, 30), "people", kind="injured"), "about 40 injured / up to 30"),
        (given((5, 5, 5), (7, 7, 7), "attacks", kind="attacks"), "5 attacks / 7"),
        (given((5, 5, 5), (1200, 1200, 1200), "houses", kind="other"), "5 houses / 1,200"),
        (given((1, 1, 1), (2, 2, 2), said="2023-12"), "1 killed (Dec 2023) / 2 (Dec 2023)"),
        (given((1, 1, 1), (2, 2, 2), said="2023"), "1 killed (2023) / 2 (2023)"),
    ],
)
def test_whom_and_kind_are_named_once(figure: IncidentFigure, words: str) -> None:
    assert contradictions_in([figure]) == (words,)


def test_soldiers_and_people_are_not_held_against_each_other() -> None:
    one = said("a", "2024-03-05", 23, ARMY)
    soldiers: Figure = replace(one.event.figures[0], whom="soldiers", low=9, best=9, high=9)
    both = replace(one, event=replace(one.event, figures=(*one.event.figures, soldiers)))
    figures = reconciled_figures([both])
    assert [(figure.whom, figure.best) for figure in figures] == [("people", 23), ("soldiers", 9)]
    assert contradictions_in(figures) == ()


def test_who_was_hurt_in_one_report_and_dead_in_the_next_is_one_person() -> None:
    hurt = replace(killed(1), kind="injured", whom=None)
    first, later = (telling(id_, f"A guard, {id_}", "2024-03-05", figures=(one,)) for id_, one in
                    (("a", hurt), ("b", replace(killed(1), whom="guard"))))  # fmt: skip
    assert [one.kind for one in reconciled_figures([first, later])] == ["killed"]
    both = replace(later.event, figures=(*later.event.figures, hurt))
    assert [one.kind for one in reconciled_figures([first, replace(later, event=both)])] == ["injured", "killed"]


def test_an_exact_count_goes_before_an_estimate() -> None:
    exact, about = killed(12), replace(killed(15), low=None, high=None)
    tellings = [
        telling(id_, f"The blast, {id_}", "2024-03-05", figures=(one,))
        for id_, one in (("a", exact), ("b", about), ("c", about))
    ]
    (figure,) = reconciled_figures(tellings)
    assert figure.best == 12
