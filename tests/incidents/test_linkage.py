"""Groups by average linkage: no chains, no two of one article, the same in any order of the scores."""

from onrecord.incidents.linkage import average_linkage

ARTICLES = ["a", "b", "c", "d"]


def test_those_that_are_alike_are_one_group() -> None:
    assert average_linkage([0, 1, 2], {(0, 1): 9.0, (1, 2): 8.0, (0, 2): 7.5}, ARTICLES, 6.0) == [[0, 1, 2]]


def test_one_that_resembles_two_does_not_chain_them() -> None:
    assert average_linkage([0, 1, 2], {(0, 1): 9.0, (1, 2): 8.0, (0, 2): -9.0}, ARTICLES, 6.0) == [[0, 1], [2]]


def test_no_two_of_one_article_are_together() -> None:
    scores = {(0, 1): 9.0, (0, 2): 8.0}
    assert average_linkage([0, 1, 2], scores, ["a", "b", "b"], 6.0) == [[0, 1], [2]]


def test_the_order_of_scores_changes_nothing() -> None:
    scores = {(0, 1): 7.0, (2, 3): 7.0, (1, 2): 7.0, (0, 3): 1.0, (0, 2): 1.0, (1, 3): 1.0}
    backwards = dict(reversed(scores.items()))
    assert average_linkage([0, 1, 2, 3], scores, ARTICLES, 6.0) == average_linkage(
        [0, 1, 2, 3], backwards, ARTICLES, 6.0
    )
