"""The desk is opened, and its users are kept, by command."""

import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from making.commands import Run

PASSWORD = "a long password"


@contextmanager
def served(database: Path, *words: str) -> Iterator[str]:
    """The address of a desk that is served meanwhile."""
    command = [sys.executable, "-m", "onrecord", "serve", "--database", str(database), "--port", "0", *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found, process.stderr.read() if process.stderr else ""
        yield found[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_desk_is_served_where_it_says(database: Path) -> None:
    with served(database, "--read-only") as address:
        status, page = get(address)
    assert status == 200
    assert "What happened, who says so, who denies it" in page
    assert "This desk is read-only" in page


def test_other_machines_need_somebody_to_sign_in(run: Run, database: Path) -> None:
    done = run("serve", "--database", database, "--host", "0.0.0.0", "--port", "0")
    assert done.returncode == 2
    assert "onrecord users add" in done.stderr
    assert "Traceback" not in done.stderr


def test_address_that_cannot_be_had_is_said(run: Run, database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("serve", "--database", database, "--port", taken.getsockname()[1])
    assert done.returncode == 2
    assert "choose another address" in done.stderr


def test_users_are_added_listed_and_removed(tmp_path: Path) -> None:
    def users(*words: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "onrecord", "users", *words, "--database", str(tmp_path / "r.db")]
        return subprocess.run(command, capture_output=True, text=True, input=typed, check=False)

    assert users("add", "ada", "--role", "admin", typed=f"{PASSWORD}\n").returncode == 0
    assert users("add", "bo", typed="short\n").returncode == 2
    assert users("list").stdout.startswith("ada\tadmin\t")
    with served(tmp_path / "r.db") as address:
        assert get(f"{address}incidents.json")[0] == 401
        assert "Sign in" in get(address)[1]
    assert users("remove", "ada").returncode == 0
    assert users("remove", "ada").returncode == 2
    assert users("list").stdout == ""
