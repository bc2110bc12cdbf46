"""The words that tell one article from others."""

import math

from onrecord.articles.terms import KEPT, is_name, terms_of


def test_a_name_keeps_its_capital() -> None:
    terms = dict(terms_of("In Kidlington, the ferrets of Kidlington slept. Ferrets do."))
    assert "Kidlington" in terms
    assert "ferrets" in terms


def test_a_word_that_only_begins_a_sentence_is_no_name() -> None:
    assert [term for term, _ in terms_of("Ferrets slept.") if is_name(term)] == []


def test_weights_are_of_length_one() -> None:
    weights = [weight for _, weight in terms_of("Militiamen torched granaries in Bankass on Tuesday.")]
    assert math.isclose(sum(weight * weight for weight in weights), 1.0)
    assert weights == sorted(weights, reverse=True)


def test_what_says_little_is_left_out() -> None:
    assert len(terms_of(" ".join(f"word{number}" for number in range(500)))) == KEPT
    assert terms_of("") == ()
