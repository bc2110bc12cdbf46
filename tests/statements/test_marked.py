from pathlib import Path

import pytest

from onrecord.errors import OnRecordError
from onrecord.statements.marked import marked_cases, read_marked


def test_numbers_join_what_belongs_together() -> None:
    text, (outer, inner) = read_marked(
        "[Asha|source 1] [said|cue 1] [[Ben|source 2] [denied|cue 2] [it|content 2]|content 1]."
    )
    assert text == "Asha said Ben denied it."
    assert [text[slice(*span)] for span in (*outer.source, outer.cue, *outer.content)] == [
        "Asha",
        "said",
        "Ben denied it",
    ]
    assert [text[slice(*span)] for span in (*inner.source, inner.cue, *inner.content)] == ["Ben", "denied", "it"]


def test_one_source_may_serve_two_and_a_content_come_in_pieces() -> None:
    text, (first, second) = read_marked(
        '["No,"|content 1] [she|source 1,2] [said|cue 1], ["never."|content 1] She [hopes|cue 2] [for rain|content 2].'
    )
    assert first.source == second.source
    assert [text[slice(*span)] for span in first.content] == ['"No,"', '"never."']


def test_a_pilcrow_is_a_paragraph_break_and_other_labels_are_left_out() -> None:
    text, (said,) = read_marked("[Kofi|source] [said|cue] [no [talks|CONSULT denied] yet|content].¶Rain fell.")
    assert text == "Kofi said no talks yet.\nRain fell."
    assert text[slice(*said.content[0])] == "no talks yet"


def test_a_line_with_broken_marks_names_its_file(tmp_path: Path) -> None:
    path = tmp_path / "broken.txt"
    path.write_text("# a comment\n\nGHA: [Kofi|source] said nothing|cue].\n", encoding="utf-8")
    with pytest.raises(OnRecordError, match=r"broken\.txt"):
        marked_cases(path)
