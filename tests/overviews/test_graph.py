import io
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

import onrecord
from making.sayings import CHAD, DENIAL, FACT, Said, party
from onrecord.errors import NotFoundError
from onrecord.judging import Verdict
from onrecord.overviews.graph import Graph, Tie, tie_id_of
from onrecord.overviews.graphml import write_graphml
from onrecord.records import Actor, Affiliation, Factuality, Reading, Span

Stored = Callable[..., onrecord.Record]
PROPOSED = tie_id_of("LAKE-WING", "offshoot", "FACT")
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"

TALKS = Said(
    sentence="Chad said it had met FACT in Doha.", by=CHAD, cue="said", trigger="met", event_type="CONSULT",
    between=(party("Chad", "TCD"), FACT),
).told("gazette", "2024-02-05")  # fmt: skip


def proposing(factuality: Factuality = "PR+", publisher: str = "gazette") -> Reading:
    """A report that believes one group to be an offshoot of another."""
    said = Said(
        sentence="The Lake Wing, believed to be an offshoot of FACT, denied the raid.",
        by=party("The Lake Wing", None, "REB"), cue="denied", trigger="raid", event_type="ASSAULT",
        stance="denies", factuality="CT-",
    ).told(publisher, "2024-02-06")  # fmt: skip
    text = said.article.text
    tie = Affiliation(
        "FACT", "offshoot", "text", None, factuality, None, None, said.article.article_id, Span(0, len(text), text)
    )
    wing = Actor("LAKE-WING", "Lake Wing", ("Wing of the Lake",), "armed_group", "TCD", "REB", (), (tie,))
    return replace(said, actors=(wing,))


def offshoot(found: Graph) -> Tie:
    return next(tie for tie in found.ties if tie.actor == "LAKE-WING")


def test_a_proposal_says_how_surely_and_in_which_words(stored: Stored) -> None:
    with stored(proposing()) as record:
        tie = offshoot(record.graph())
    assert tie.in_words.startswith("Lake Wing is believed to be an offshoot of ")
    assert (tie.status, tie.basis, tie.publisher, tie.published) == ("proposed", "text", "gazette", "2024-02-06")
    assert tie.sentence is not None
    assert "believed to be" in tie.sentence


def test_each_report_of_a_tie_stands_with_its_own_certainty(stored: Stored) -> None:
    with stored(proposing(), proposing("CT+", "sun")) as record:
        told = [tie for tie in record.graph().ties if tie.actor == "LAKE-WING"]
    assert {(tie.publisher, tie.factuality) for tie in told} == {("gazette", "PR+"), ("sun", "CT+")}
    assert len({tie.tie_id for tie in told}) == 1


@pytest.mark.parametrize(
    ("verdicts", "status"),
    [(("right",), "accepted"), (("wrong",), "refused"), (("right", "wrong"), "disputed")],
)
def test_a_person_accepts_or_refuses_a_proposal(stored: Stored, verdicts: tuple[Verdict, ...], status: str) -> None:
    with stored(proposing()) as record:
        made = [record.judge(verdict, PROPOSED, by=f"reader {n}") for n, verdict in enumerate(verdicts)]
        tie = offshoot(record.graph())
        assert tie.status == status
        assert [one.by for one in tie.judged] == [one.by for one in made]
        for one in made:
            record.undo(one.judgement_id, by=one.by)
        assert offshoot(record.graph()).status == "proposed"


def test_the_later_word_of_a_person_holds(stored: Stored) -> None:
    with stored(proposing()) as record:
        record.judge("right", PROPOSED, by="reader")
        record.judge("wrong", PROPOSED, by="reader", reason="another group of that name")
        tie = offshoot(record.graph())
    assert tie.status == "refused"
    assert [one.reason for one in tie.judged] == ["another group of that name"]


def test_acts_are_counted_by_type_and_standing(stored: Stored) -> None:
    with stored(TALKS, DENIAL) as record:
        found = record.graph()
        (act, *_) = [one for one in found.acts if one.event_type == "CONSULT"]
        assert {act.actor, act.recipient} == {"TCD", "FACT"}
        assert act.mutual
        assert act.incidents == sum(one.incidents for one in act.standings) >= 1
        assert record.graph(type="ASSAULT").acts == ()


def test_an_actor_narrows_the_graph_to_what_touches_it(stored: Stored) -> None:
    with stored(TALKS, proposing()) as record:
        assert {tie.actor for tie in record.graph(actor="Wing of the Lake").ties} == {"LAKE-WING"}
        assert record.graph(actor="Wing of the Lake").acts == ()
        with pytest.raises(NotFoundError, match="Nobody called"):
            record.graph(actor="Nowhere League")


def test_an_empty_record_has_an_empty_graph(stored: Stored) -> None:
    with stored() as record:
        assert record.graph() == Graph((), (), ())


def test_graphml_has_every_node_and_edge_with_what_is_known(stored: Stored) -> None:
    with stored(TALKS, proposing()) as record:
        found = record.graph()
    stream = io.BytesIO()
    write_graphml(found, stream)
    root = ElementTree.fromstring(stream.getvalue())
    keys = {key.get("id") for key in root.iter(f"{GRAPHML}key")}
    nodes = {node.get("id") for node in root.iter(f"{GRAPHML}node")}
    edges = list(root.iter(f"{GRAPHML}edge"))
    assert nodes == {node.actor_id for node in found.nodes}
    assert len(edges) == len(found.ties) + len(found.acts)
    assert all({edge.get("source"), edge.get("target")} <= nodes for edge in edges)
    assert {data.get("key") for data in root.iter(f"{GRAPHML}data")} <= keys
    texts = {data.text for data in root.iter(f"{GRAPHML}data")}
    assert offshoot(found).in_words in texts


def test_graphml_takes_any_text(stored: Stored) -> None:
    with stored(proposing()) as record:
        found = record.graph()
    odd = replace(offshoot(found), sentence="A <tag> & a bell \x07 “quoted”")
    stream = io.BytesIO()
    write_graphml(replace(found, ties=(odd,)), stream)
    texts = {data.text for data in ElementTree.fromstring(stream.getvalue()).iter(f"{GRAPHML}data")}
    assert "A <tag> & a bell  “quoted”" in texts
