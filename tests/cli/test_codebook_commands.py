"""`onrecord codebook` and `onrecord actors show|check|new`, run as a user runs them."""

import json
from pathlib import Path

import pytest

from making.commands import Run

BAD = """
type = "PROTEST"
definition = "Ours."
[[group]]
name = "noise"
mode = "dmo"
[group.verbs]
"A clang" = "[Nurses|A] [clanged]."
[[group]]
name = "more"
[group.verbs]
"A bang {potz}" = "[Nurses|A] [banged] pots."
"A hoot" = ""
"A howl" = "[Nurses|A] [howled]."
[[group]]
name = "again"
[group.verbs]
"A howl" = "[Nurses|A] [howled]."
"""


def test_the_starter_codebook_is_without_fault_and_says_what_to_do_next(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    assert f"onrecord codebook check {path}" in run("codebook", "new", path).stdout
    done = run("codebook", "check", path)
    assert done.returncode == 0, done.stdout
    assert "3 of 3 examples are coded" in done.stdout


def test_a_file_that_is_there_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("mine", encoding="utf-8")
    done = run("codebook", "new", path)
    assert (done.returncode, path.read_text(encoding="utf-8")) == (2, "mine")


def test_check_names_every_fault_with_file_and_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(BAD, encoding="utf-8")
    done = run("codebook", "check", path)
    assert done.returncode == 2
    starts = [f"{path}:{line}: {key}: " for line, key in ((6, "mode"), (12, "A bang {potz}"), (13, "A hoot"))]
    assert all(any(told.startswith(start) for told in done.stdout.splitlines()) for start in starts), done.stdout
    assert f"{path}:18: A howl: expected each pattern once" in done.stdout
    assert done.stdout.endswith("4 faults.\n")


def test_check_runs_the_examples(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(CLANG.replace("[Cooks|A] [clanged]", "[Cooks|A] [sang]"), encoding="utf-8")
    done = run("codebook", "check", path)
    assert done.returncode == 2
    assert "PROTEST: A clang: it is not found" in done.stdout
    assert run("codebook", "check", path, "--no-examples").returncode == 0


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("threaten", "Threats, ultimatums"),
        ("negotiate", "A negotiate"),
        ("hold talks", "CONSULT"),
        ("NONE", "no event"),
    ],
)
def test_show_prints_a_type_or_the_triggers_with_a_word(run: Run, word: str, told: str) -> None:
    done = run("codebook", "show", word)
    assert done.returncode == 0, done.stderr
    assert told in done.stdout


def test_show_lists_the_types_and_knows_the_users_own(run: Run, tmp_path: Path) -> None:
    assert "MOBILIZE" in run("codebook", "show").stdout
    run("codebook", "new", tmp_path / "mine.toml")
    assert "clangour" in run("codebook", "show", "clangour", "--codebook", tmp_path / "mine.toml").stdout
    assert "lists the types" in run("codebook", "show", "clangour").stderr


def test_actors_are_shown_without_a_record(run: Run) -> None:
    done = run("actors", "show", "TTP")
    assert done.returncode == 0, done.stderr
    for told in ("Tehrik-e-Taliban Pakistan", "armed group", "Jamaat-ul-Ahrar", "No record is at"):
        assert told in done.stdout


REPORT = "The TJP, believed to be an offshoot of the TTP, attacked a depot near Quetta. Cooks clanged pots at night."
CLANG = (
    'type = "PROTEST"\ndefinition = "Ours."\n[[group]]\nname = "x"\n[group.verbs]\n"A clang" = "[Cooks|A] [clanged]."\n'
)


def test_the_record_tells_of_actors_and_own_codebooks_are_read_with(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "mine.toml").write_text(CLANG, encoding="utf-8")
    record = ("-d", tmp_path / "made.db")
    assert run("read", tmp_path / "report.txt", *record).returncode == 0
    shown = run("actors", "show", "TJP", *record).stdout
    assert "a report says: TJP offshoot TTP" in shown
    assert "what TJP did" in shown
    assert "No report in the record tells what TTP did." in run("actors", "show", "TTP", *record).stdout
    assert (
        "1 articles read" in run("read", tmp_path / "report.txt", *record, "--codebook", tmp_path / "mine.toml").stderr
    )
    (event,) = map(json.loads, run("events", *record, "-f", "jsonl", "--type", "PROTEST").stdout.splitlines())
    assert event["trigger"]["text"] == "clanged"


def test_an_unknown_actor_is_told_with_names_like_it(run: Run) -> None:
    done = run("actors", "show", "Liberation Front")
    assert done.returncode == 1
    assert "Oromo Liberation Front" in done.stderr


def test_actors_of_ones_own(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    run("actors", "new", path)
    assert "No fault; 0 actors" in run("actors", "check", path).stdout
    text = path.read_text(encoding="utf-8").replace("# RIVERFRONT", "RIVERFRONT").replace('"XYZ"', '"PAK"')
    path.write_text(text, encoding="utf-8")
    assert "No fault; 1 actors" in run("actors", "check", path).stdout
    assert "Front of the River" in run("actors", "show", "RFX", "--actors", path).stdout


def test_a_fault_in_an_actor_file_names_line_and_key(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[file]\nkind = "armed_group"\n[actors]\nX = { name = "X", colour = "red" }\n', encoding="utf-8")
    done = run("actors", "check", path)
    assert done.returncode == 2
    assert f"{path}:4: X.colour" in done.stderr


def test_own_cues_are_read_with_and_a_slip_in_them_stops_the_run(run: Run, tmp_path: Path) -> None:
    report, cues, record = tmp_path / "a.txt", tmp_path / "cues.toml", tmp_path / "r.db"
    report.write_text("The army clucked that its guns had shelled the camp.", encoding="utf-8")
    cues.write_text('[[verb]]\nwords = ["cluck"]\nstance = "mutters"\nholds = "CT-"\n', encoding="utf-8")
    stopped = run("read", report, "-d", record, "--cues", cues)
    assert (stopped.returncode, f"{cues}:3: stance: " in stopped.stderr) == (2, True)
    cues.write_text('[[verb]]\nwords = ["cluck"]\nstance = "denies"\nholds = "CT-"\n', encoding="utf-8")
    assert run("read", report, "-d", record, "--cues", cues).returncode == 0
    told = run("claims", "-d", record, "--stance", "denies", "-f", "jsonl").stdout
    assert [json.loads(line)["factuality"] for line in told.splitlines()] == ["CT-"]
