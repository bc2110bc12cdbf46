"""A generated world as oracle: what is found in its reports are its happenings, in whatever order."""

import random
from dataclasses import replace

from making.happenings import World, pairwise_f1
from onrecord.articles.terms import terms_of
from onrecord.drafts import Telling
from onrecord.incidents.reconcile import incidents_of
from onrecord.records import Incident, Reading


def tellings(reading: Reading) -> list[Telling]:
    article = reading.article
    told = Telling(reading.events[0], article.publisher, article.published.date, article.article_id)
    return [replace(told, event=event, terms=terms_of(article.text)) for event in reading.events]


def found_in(reports: list[tuple[int, Reading]]) -> tuple[Incident, ...]:
    return incidents_of(telling for _, reading in reports for telling in tellings(reading))


def test_incidents_are_the_happenings() -> None:
    reports = list(World(seed=11, happenings=200).reports())
    right = {reading.article.article_id: number for number, reading in reports}
    found = {article: incident.incident_id for incident in found_in(reports) for article in incident.articles}
    assert found.keys() == right.keys()
    assert pairwise_f1(right, found) >= 0.95


def test_the_order_of_reports_changes_nothing() -> None:
    reports = list(World(seed=8, happenings=60).reports())
    expected = found_in(reports)
    random.Random(9).shuffle(reports)
    assert found_in(reports) == expected
