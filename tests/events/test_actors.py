"""The cast of an article: who is named, by which id, country, sector and naming."""

import re
from functools import cache
from pathlib import Path

import pytest

from onrecord.articles.parse import Parser
from onrecord.codebooks.register import Register
from onrecord.drafts import Cast, Mention
from onrecord.events.actors import cast_of, proposals
from onrecord.records import Actor, Article, Party
from onrecord.syntax import Parse

CASES = Path(__file__).parents[1] / "cases" / "actors"
MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
NAMINGS = ("named", "official", "unnamed")


def cases() -> list[str]:
    files = sorted(CASES.glob("*.txt"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


@cache
def parser() -> Parser:
    return Parser()


@cache
def register() -> Register:
    return Register.load()


def read(text: str) -> tuple[Parse, Cast]:
    parse = parser().parse(text)
    return parse, cast_of(parse, register())


def unmarked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its marks, and what each says of which span."""
    text, here, spans = "", 0, []
    for match in MARK.finditer(line):
        text += line[here : match.start()]
        spans.append((len(text), len(text) + len(match[1]), match[2]))
        text, here = text + match[1], match.end()
    return text + line[here:], spans


def is_party(party: Party, wanted: str) -> bool:
    """Whether a party fits "ID COUNTRY/SECTOR naming", each part optional and "-" for unknown."""
    for word in wanted.split():
        if word in NAMINGS:
            fits = party.naming == word
        elif "/" in word:
            fits = f"{party.country or '-'}/{party.sector or '-'}" == word
        else:
            fits = (party.actor_id or "-") == word
        if not fits:
            return False
    return True


def over(mentions: tuple[Mention, ...], start: int, end: int) -> list[Mention]:
    """The mentions of a span, the widest first."""
    inside = [m for m in mentions if start <= m.party.start and m.party.end <= end]
    return sorted(inside, key=lambda m: m.party.start - m.party.end)


@pytest.mark.parametrize("line", cases())
def test_case(line: str) -> None:
    text, spans = unmarked(line)
    _, cast = read(text)
    for start, end, wanted in spans:
        found = over(cast.mentions, start, end)
        if wanted == "nobody":
            named = [m.party for m in found if m.party.country or m.party.actor_id]
            assert named == [], text[start:end]
            continue
        assert found, text[start:end]
        parties = (found[0].party, *found[0].others)
        assert len(parties) == len(wanted.split(" + ")), text[start:end]
        for one in wanted.split(" + "):
            assert any(is_party(party, one) for party in parties), (text[start:end], parties)


def proposed(text: str) -> dict[str, Actor]:
    parse, cast = read(text)
    article = Article("a1", text, "test")
    return {actor.actor_id: actor for actor in proposals(article, parse, cast, register())}


def test_an_affiliation_in_the_text_is_a_proposal_with_its_evidence() -> None:
    text = "The Karu Valley Front (KVF), believed to be an offshoot of the TTP, claimed the raid."
    actor = proposed(text)["karu-valley-front"]
    assert actor.names == ("KVF",)
    (tie,) = actor.affiliations
    assert (tie.to, tie.kind, tie.basis, tie.factuality, tie.article_id) == ("TTP", "offshoot", "text", "PR+", "a1")
    assert tie.evidence is not None
    assert tie.evidence.text == text


def test_a_denied_tie_is_denied() -> None:
    (tie,) = proposed("The Karu Valley Front is not a branch of the TTP.")["karu-valley-front"].affiliations
    assert tie.factuality == "CT-"


def test_the_register_is_never_changed() -> None:
    before = register().actor("TTP")
    proposed("The TTP is a faction of Hamas. The Pakistani Taliban (PKT) denied it.")
    assert register().actor("TTP") == before


def test_private_people_are_no_actors() -> None:
    actors = proposed("Josefina Maldonado was shot by the husband of Teresa Quiroga in Lima, police said.")
    assert not any("maldonado" in actor_id or "quiroga" in actor_id for actor_id in actors)


def test_an_office_is_a_role_without_its_holder() -> None:
    actor = proposed("Malian Defence Minister Issa Keita resigned.")["MLI-GOV"]
    assert [role.office for role in actor.roles] == ["defence minister"]
    assert "Keita" not in repr(actor)


def test_offsets_hold() -> None:
    text = "«Naïve» – Côte d’Ivoire’s army said the TTP’s “fighters” had left N’Djamena."
    _, cast = read(text)
    assert cast.mentions
    assert all(text[m.party.start : m.party.end] == m.party.text for m in cast.mentions)


def names_at(text: str, words: str) -> list[str]:
    """Everyone whom the phrase that ends in these words names, at their last occurrence."""
    parse, cast = read(text)
    offset = text.rindex(words)
    sentence = parse.sentence_at(offset)
    assert sentence is not None
    token = [t for t in sentence.tokens if offset <= t.start < offset + len(words)][-1]
    return [party.name for party in cast.all_at(sentence.index, token.i)]


def test_what_belongs_to_a_groups_leader_is_named_after_the_group() -> None:
    text = "The leader of the Gran Grif gang spoke on Monday. He said his men held the road."
    assert names_at(text, "his men") == ["Gran Grif men"]


def test_both_sides_are_the_two_just_told_of_named_or_not() -> None:
    assert len(names_at("The junta met the rebels in May. Both sides signed a truce.", "Both sides")) == 2


def test_who_speaks_to_both_sides_is_neither_of_them() -> None:
    text = "Chad fought Niger in the hills. The African Union and the European Union urged both sides to stop."
    assert names_at(text, "both sides") == ["Chad", "Niger"]
