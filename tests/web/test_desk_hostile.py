"""Article texts that would take the page over render as text."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from making.desks import client_of, keep
from making.readings import attack
from onrecord.records import Reading

TAGS = '<script>alert("x")</script><img src=x onerror=alert(1)><svg/onload=alert(2)>\'"><b onmouseover=alert(3)>'
TURNED = "\u202egnp.exe\u2066"
MARKS = "e" + "\u0301" * 1_000_000


class Dangers(HTMLParser):
    """What would run: handlers of events, scripts within the page, addresses that are scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "script" and "src" not in names:
            self.found.append(tag)
        self.found += [name for name in names if name.startswith("on") or name == "style"]
        self.found += [value for value in names.values() if value and value.startswith("javascript:")]


def dangers_in(page: str) -> list[str]:
    parser = Dangers()
    parser.feed(page)
    return parser.found


def hostile(more: str) -> Reading:
    reading = attack("Gao", "2024-03-07", 3, TAGS, "2024-03-07", more)
    article = replace(reading.article, title=TAGS, url="javascript:alert(1)", origin=TAGS + TURNED)
    return replace(reading, article=article)


def test_no_tag_of_an_article_reaches_a_page(tmp_path: Path) -> None:
    path = keep(tmp_path / "r.db", [hostile(TAGS + TURNED)])
    with client_of(path) as desk:
        incident = desk.get("/incidents.json").json()["incidents"][0]
        article = incident["articles"][0]
        pages = ["/", "/articles", f"/articles/{article}", f"/incidents/{incident['incident_id']}", "/figures", "/runs"]
        for page in pages:
            text = desk.get(page).text
            assert "<script>alert" not in text, page
            assert dangers_in(text) == [], page
            assert "\u202e" not in text, page
        assert "Content-Security-Policy" in desk.get("/").headers


def test_a_megabyte_of_combining_marks_is_cut_down(tmp_path: Path) -> None:
    path = keep(tmp_path / "r.db", [hostile(MARKS[:900_000])])
    with client_of(path) as desk:
        incident = desk.get("/incidents.json").json()["incidents"][0]
        for page in ("/", f"/articles/{incident['articles'][0]}", f"/incidents/{incident['incident_id']}"):
            text = desk.get(page).text
            assert "combining marks" in text, page
            assert len(text) < 100_000, page
