import pytest

from onrecord.codebooks.matters import Kind, MatterBook


@pytest.fixture(scope="module")
def book() -> MatterBook:
    return MatterBook.load()


@pytest.mark.parametrize("word", ["talks", "talk", "Negotiations", "peace process", "dialogue"])
def test_everyday_words_name_one_matter(book: MatterBook, word: str) -> None:
    matter = book.named(word)
    assert matter is not None
    assert matter.kinds == (Kind("CONSULT"),)


@pytest.mark.parametrize(
    ("word", "kinds"),
    [("assault", "ASSAULT"), ("hunger", "PROTEST hunger"), ("ceasefires", "RETREAT ceasefire"), ("accuse", "ACCUSE")],
)
def test_types_and_modes_go_by_their_own_names(book: MatterBook, word: str, kinds: str) -> None:
    matter = book.named(word)
    assert matter is not None
    assert ", ".join(map(str, matter.kinds)) == kinds


def test_other_words_name_none(book: MatterBook) -> None:
    assert book.named("pipeline") is None
