"""What a report says became of itself, and what only sounds like it."""

import pytest

from onrecord.articles.notices import notice_of

TOLD = "Soldiers shelled the camp on Friday.\nResidents fled to the hills."


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("RETRACTED: Army shells camp", TOLD),
        ("Kill notice - camp shelling", TOLD),
        ("[WITHDRAWN] Army shells camp", TOLD),
        ("Retraction", TOLD),
        (None, "This article has been withdrawn."),
        (None, f"{TOLD}\nEditor's note: This news story was retracted on Monday."),
        (None, "EDITORS - this report is withdrawn. Please do not use it."),
        (None, "We have removed this story, since its source could not be reached."),
        (None, "The Halyard has withdrawn its report on the camp."),
        (None, f"Kill notice\n{TOLD}"),
    ],
)
def test_a_withdrawal_is_seen(title: str | None, text: str) -> None:
    assert notice_of(title, text, "The Halyard") == "withdrawal"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("CORRECTED: Army shells camp", TOLD),
        ("UPDATE 2-Army shells camp", TOLD),
        (None, f"{TOLD}\nAn earlier version of this article misstated the number of people who fled."),
        (None, f"{TOLD}\nThis story has been corrected to show that the camp is in the north."),
        (None, f"Correction (May 4): the camp is in the north.\n{TOLD}"),
        (None, f"Editor’s note: A previous version of this report gave another day.\n{TOLD}"),
    ],
)
def test_a_correction_is_seen(title: str | None, text: str) -> None:
    assert notice_of(title, text) == "correction"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Withdrawn troops return home", TOLD),
        ("Withdrawal of troops begins", TOLD),
        ("Killing in the camp: what we know", TOLD),
        ("Update on the camp", TOLD),
        (None, "The United Nations has withdrawn its report on the camp, diplomats said."),
        (None, "The army has withdrawn from the camp."),
        (None, "“This article has been withdrawn under pressure”, the minister said of the paper."),
        (None, "The minister said that this article has been withdrawn."),
        (None, "Corrected figures show that 30 people fled."),
    ],
)
def test_what_others_withdraw_is_no_notice(title: str | None, text: str) -> None:
    assert notice_of(title, text, "The Halyard") is None
