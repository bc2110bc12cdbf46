"""Versions of one report under its address: which texts are, which is the newest, and what a notice does."""

from itertools import permutations

from onrecord.articles.editions import Edition, Stand, address_key, address_of, stands
from onrecord.articles.notices import Notice
from onrecord.records import Article

OLD = "Fighters attacked the village at dawn on Friday and burnt forty houses, people said. The governor promised help."
NEW = OLD.replace("forty", "fifty") + " Soldiers came at noon, and the fighters had left by then."
OTHER = (
    "The price of rice rose again this week, traders in the capital told us, and they blame the closed border for it."
)


def edition(id_: str, text: str, arrival: int, **known: str) -> Edition:
    notice: Notice | None = known.get("notice")  # type: ignore[assignment]
    return Edition(id_, text, known.get("published"), known.get("updated"), notice, arrival)


def test_the_address_leaves_out_what_tells_readers_apart() -> None:
    same = (
        "https://www.halyard.example/raid?utm_source=feed",
        "http://halyard.example/raid/#comments",
        "https://HALYARD.example/raid?fbclid=x",
    )
    assert {address_of(Article("a", "", "x", url=url)) for url in same} == {"halyard.example/raid"}
    assert address_of(Article("a", "", "x", url="https://halyard.example/?id=7")) == "halyard.example?id=7"
    assert address_of(Article("a", "", "r.txt", publisher="P")) != address_of(Article("a", "", "r.txt", publisher="Q"))
    assert address_key(Article("a", "", "-")) != address_key(Article("b", "", "-"))


def test_the_version_that_came_later_is_the_newer_one_where_nothing_else_says() -> None:
    found = stands([edition("new", NEW, 2), edition("old", OLD, 1)])
    assert found["old"] == Stand(superseded_by="new")
    assert found["new"] == Stand("old", "arrival")


def test_times_days_and_notices_come_before_the_order_of_arrival() -> None:
    timed = [edition("c", NEW, 1, updated="2026-05-03T18:00:00Z"), edition("a", OLD, 2, updated="2026-05-03T09:00:00Z")]
    assert stands(timed)["c"] == Stand("a", "updated")
    noted = [
        edition("c", NEW, 1, published="2026-05-03", notice="correction"),
        edition("a", OLD, 2, published="2026-05-03"),
    ]
    assert stands(noted)["c"] == Stand("a", "notice")
    dated = [edition("c", OLD, 1, published="2026-05-04"), edition("a", OLD + " Again.", 2, published="2026-05-03")]
    assert stands(dated)["c"] == Stand("a", "printed")


def test_where_the_times_are_known_arrival_changes_nothing() -> None:
    versions = {"a": ("T08", OLD), "b": ("T09", NEW), "c": ("T10", NEW + " All are safe now, the governor said later.")}
    found = [
        stands(
            [
                edition(id_, versions[id_][1], n, updated=f"2026-05-03{versions[id_][0]}:00:00Z")
                for n, id_ in enumerate(order)
            ]
        )
        for order in permutations(versions)
    ]
    assert all(one == found[0] for one in found)
    assert (found[0]["b"].supersedes, found[0]["c"].supersedes) == ("a", "b")


def test_another_report_under_the_same_address_stands_beside_the_first() -> None:
    assert set(stands([edition("a", OLD, 1), edition("b", OTHER, 2)]).values()) == {Stand()}


def test_a_bulletin_of_another_day_is_no_newer_version() -> None:
    pattern = "Over the past day there were {} clashes along the front, the general staff said. Most were near {}."
    first, second = pattern.format(120, "Bakhmut and Kupiansk"), pattern.format(97, "Avdiivka and the river")
    days = [edition("a", first, 1, published="2026-05-03"), edition("b", second, 2, published="2026-05-04")]
    assert set(stands(days).values()) == {Stand()}
    assert stands([edition("a", first, 1), edition("b", second, 2)])["b"].supersedes == "a"


def test_a_notice_of_withdrawal_withdraws_all_before_it() -> None:
    gone = edition("n", "This article has been withdrawn.", 3, notice="withdrawal")
    found = stands([edition("a", OLD, 1), edition("b", NEW, 2), gone, edition("x", OTHER, 0)])
    assert {id_: one.withdrawn_by for id_, one in found.items()} == dict.fromkeys("abxn", "n")
    assert stands([edition("a", OLD, 4), gone])["a"].withdrawn_by == "n"


def test_a_report_that_is_printed_again_after_its_withdrawal_counts() -> None:
    notice = edition("n", "This article has been withdrawn.", 1, notice="withdrawal", updated="2026-05-04T08:00:00Z")
    later = edition("c", NEW, 2, updated="2026-05-05T08:00:00Z")
    found = stands([edition("a", OLD, 3, updated="2026-05-03T08:00:00Z"), notice, later])
    assert found["a"] == Stand(superseded_by="n", withdrawn_by="n")
    assert found["c"] == Stand("n", "updated")


def test_a_retracted_text_withdraws_only_its_own_report() -> None:
    retracted = edition("r", NEW, 2, notice="withdrawal")
    found = stands([edition("a", OLD, 1), retracted, edition("x", OTHER, 0)])
    assert {id_ for id_, one in found.items() if one.withdrawn_by} == {"a", "r"}
