"""Who comes in, what they may do, and what no other site can have a browser do."""

import base64
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from making.desks import ADDRESS, client_of, keep, token_in
from making.readings import attack
from onrecord.config import settings
from onrecord.errors import SettingError, StoreError
from onrecord.web.accounts import Accounts, accounts_of
from onrecord.web.app import create_app
from onrecord.web.limits import Buckets, Rate
from onrecord.web.security import is_own
from onrecord.web.serving import check_open
from onrecord.web.state import DeskSettings

PASSWORD = "correct horse battery"
TOKEN = "a-token-of-some-length"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return keep(tmp_path / "r.db", [attack("Gao", "2024-03-07", 3, "agency", "2024-03-07")])


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Accounts:
    """Made once, since hashing a password is meant to take its time."""
    accounts = Accounts(accounts_of(tmp_path_factory.mktemp("users") / "three.db"))
    for name, role in (("vera", "viewer"), ("rosa", "reviewer"), ("ada", "admin")):
        accounts.add(name, role, PASSWORD)
    return accounts


@pytest.fixture
def users(record: Path, three: Accounts) -> Accounts:
    shutil.copy(three.path, accounts_of(record))
    return Accounts(accounts_of(record))


def sign_in(desk: TestClient, name: str, password: str = PASSWORD, after: str = "/") -> int:
    token = token_in(desk.get("/sign-in").text)
    form = {"name": name, "password": password, "csrf": token, "next": after}
    return desk.post("/sign-in", data=form, follow_redirects=False).status_code


def test_every_answer_has_its_headers(record: Path) -> None:
    with client_of(record) as desk:
        for path in ("/", "/nowhere", "/incidents.json", "/static/none.js"):
            headers = desk.get(path).headers
            assert "default-src 'none'" in headers["content-security-policy"], path
            assert "unsafe" not in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
        cookie = desk.get("/").headers.get("set-cookie", "") or str(desk.cookies)
        assert "onrecord" in cookie


def test_session_cookie_is_out_of_reach(record: Path) -> None:
    with client_of(record) as desk:
        cookie = desk.get("/").headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", ""])
def test_another_name_is_refused(record: Path, host: str) -> None:
    with client_of(record) as desk:
        assert desk.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
def test_own_names_are_answered(record: Path, host: str) -> None:
    with client_of(record) as desk:
        assert desk.get("/", headers={"host": host}).status_code == 200


def test_form_without_its_token_is_refused(record: Path) -> None:
    with client_of(record) as desk:
        assert desk.post("/saved", data={"title": "x"}).status_code == 403
        assert desk.post("/saved", data={"title": "x", "csrf": "0" * 64}).status_code == 403
        assert desk.get("/saved.json").json() == []


def test_form_of_another_site_is_refused(record: Path) -> None:
    with client_of(record) as desk:
        token = token_in(desk.get("/saved").text)
        form = {"title": "x", "csrf": token}
        assert desk.post("/saved", data=form, headers={"origin": "http://evil.example"}).status_code == 403
        assert desk.post("/saved", data=form, headers={"origin": "null"}).status_code == 403
        desk.post("/saved", data=form, headers={"origin": "http://127.0.0.1:8000"})
        assert [view["title"] for view in desk.get("/saved.json").json()] == ["x"]


def test_read_only_desk_changes_nothing(record: Path) -> None:
    before = record.read_bytes()
    with client_of(record, DeskSettings(read_only=True)) as desk:
        page = desk.get("/saved")
        assert "<form" not in page.text.split("<main", 1)[1]
        for path in ("/saved", "/reports/paste", "/judgements"):
            answer = desk.post(path, data={"title": "x", "text": "x"})
            assert answer.status_code == 403, path
            assert "read-only" in answer.text
    assert record.read_bytes() == before
    assert not accounts_of(record).exists()


def test_reading_connection_cannot_write(record: Path) -> None:

    app = create_app(settings(database=record))
    with pytest.raises(StoreError, match="cannot be written"), app.state.desk.database.reading() as connection:
        connection.execute(text("DELETE FROM incident"))


def test_with_users_everybody_signs_in(record: Path, users: Accounts) -> None:
    with client_of(record) as desk:
        answer = desk.get("/disputes", follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/sign-in?next=/disputes"
        assert desk.get("/incidents.json").status_code == 401
        assert sign_in(desk, "vera", "wrong password") == 401
        assert sign_in(desk, "vera") == 303
        assert desk.get("/disputes", follow_redirects=False).status_code == 200


def test_session_ends_with_signing_out_and_with_the_user(record: Path, users: Accounts) -> None:
    with client_of(record) as desk:
        sign_in(desk, "vera")
        desk.post("/sign-out", data={"csrf": token_in(desk.get("/").text)})
        assert desk.get("/", follow_redirects=False).status_code == 303
        sign_in(desk, "ada")
        assert desk.get("/", follow_redirects=False).status_code == 200
        users.remove("ada")
        assert desk.get("/", follow_redirects=False).status_code == 303


def test_roles_are_kept(record: Path, users: Accounts) -> None:
    with client_of(record) as desk:
        sign_in(desk, "vera")
        token = token_in(desk.get("/saved").text)
        answer = desk.post("/reports/paste", data={"text": "x", "csrf": token})
        assert answer.status_code == 403
        assert "Only a reviewer may do that" in answer.text
        assert "reports/paste" not in desk.get("/runs").text


def test_programs_send_name_and_password_or_a_token(record: Path, users: Accounts) -> None:
    basic = base64.b64encode(f"vera:{PASSWORD}".encode()).decode()
    with client_of(record, DeskSettings(token=TOKEN)) as desk:
        assert desk.get("/incidents.atom", headers={"authorization": f"Basic {basic}"}).status_code == 200
        assert desk.get("/incidents.atom", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
        for wrong in ("Bearer no", "Basic !!", "Basic ////", f"Basic {basic[:-4]}", "x"):
            desk.cookies.clear()
            assert desk.get("/incidents.atom", headers={"authorization": wrong}).status_code in (401, 429), wrong


def test_signing_in_cannot_be_tried_for_ever(record: Path, users: Accounts) -> None:
    with client_of(record) as desk:
        tried = [sign_in(desk, "vera", f"wrong password {n}") for n in range(9)]
    assert tried[0] == 401
    assert tried[-1] == 429


@pytest.mark.parametrize("after", ["//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", "x"])
def test_signing_in_leads_nowhere_else(record: Path, users: Accounts, after: str) -> None:
    with client_of(record) as desk:
        token = token_in(desk.get("/sign-in").text)
        form = {"name": "vera", "password": PASSWORD, "csrf": token, "next": after}
        answer = desk.post("/sign-in", data=form, follow_redirects=False)
        assert answer.headers["location"] == "/"
        assert "evil" not in desk.get("/sign-in", params={"next": after}).text


@pytest.mark.parametrize("token", [None, TOKEN])
def test_other_machines_need_users_or_a_token(record: Path, token: str | None) -> None:

    app = create_app(settings(database=record), DeskSettings(host="0.0.0.0", token=token))
    if token:
        check_open(app.state.desk)
    else:
        with pytest.raises(SettingError, match="users add"):
            check_open(app.state.desk)


def test_passwords_are_kept_as_hashes(record: Path, users: Accounts) -> None:
    kept = users.path.read_bytes()
    assert PASSWORD.encode() not in kept
    assert b"$argon2id$" in kept
    assert users.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("add", "sentence"),
    [
        (lambda users: users.add("vera", "viewer", PASSWORD), "already"),
        (lambda users: users.add("a b", "viewer", PASSWORD), "no name"),
        (lambda users: users.add("zoe", "king", PASSWORD), "no role"),
        (lambda users: users.add("zoe", "viewer", "short"), "too short"),
        (lambda users: users.remove("nobody"), "no user"),
    ],
)
def test_wrong_users_are_refused_in_words(users: Accounts, add: Callable[[Accounts], None], sentence: str) -> None:
    with pytest.raises(SettingError, match=sentence):
        add(users)


def test_buckets_let_through_what_fills_them() -> None:
    buckets = Buckets(Rate(3, 0.0))
    assert [buckets.take("one") for _ in range(4)] == [True, True, True, False]
    assert buckets.take("other")


@pytest.mark.parametrize(
    ("address", "own"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False)]
)
def test_own_addresses(address: str, own: bool) -> None:
    assert is_own(address) is own


def test_kept_view_leads_to_the_desk_alone(record: Path) -> None:
    with client_of(record) as desk:
        token = token_in(desk.get("/saved?type=ASSAULT").text)
        desk.post("/saved", data={"title": "Attacks", "query": "type=ASSAULT&next=//evil.example", "csrf": token})
        (view,) = desk.get("/saved.json").json()
        assert view["query"] == "type=ASSAULT"
        assert re.search(r'href="/\?type=ASSAULT"', desk.get("/saved").text)
        assert desk.post("/saved", data={"title": "x", "query": "from=x", "csrf": token}).status_code == 400
        desk.post(f"/saved/{view['number']}/drop", data={"csrf": token})
        assert desk.get("/saved.json").json() == []


def test_read_only_desk_leaves_an_older_record_as_it_is(record: Path) -> None:
    with closing(sqlite3.connect(record)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0004'")
    with pytest.raises(StoreError, match="older version"):
        create_app(settings(database=record), DeskSettings(read_only=True))
    assert list(record.parent.glob("*.bak-*")) == []


def test_mistake_of_the_desk_is_told_in_words(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.routes.desk.facets_of", lambda _: 1 / 0)
    app = create_app(settings(database=record))
    with TestClient(app, base_url=ADDRESS, raise_server_exceptions=False) as desk:
        answer = desk.get("/")
    assert answer.status_code == 500
    assert "Something went wrong at the desk itself" in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
