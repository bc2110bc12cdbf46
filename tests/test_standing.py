"""The table of cases of standing: the modality, what each voice commits to, and how the event then stands.

A commitment is written "WHO FACTUALITY": "-" is the article's own voice, a capital a named source, a small letter one
that is not named, "?" a source left open; "!" before the factuality makes it an accusation.
"""

from dataclasses import replace

import pytest

from onrecord.records import Claim, Modality, Naming, Party, Span, Stance, Standing
from onrecord.standing import standing

TABLE: list[tuple[Modality, str, Standing]] = [
    ("actual", "- CT+", "affirmed"),
    ("actual", "- CT-", "denied"),
    ("actual", "- PR+", "alleged"),
    ("actual", "- PS+", "alleged"),
    ("actual", "- U", "alleged"),
    ("actual", "", "alleged"),
    ("actual", "A CT+", "attributed"),
    ("actual", "A PR+", "alleged"),
    ("actual", "A U", "alleged"),
    ("actual", "A !CT+", "alleged"),
    ("actual", "a CT+", "alleged"),
    ("actual", "? CT+", "alleged"),
    ("actual", "A CT-", "denied"),
    ("actual", "a CT-", "denied"),
    ("actual", "A PS-", "denied"),
    ("actual", "A CT+, B CT-", "disputed"),
    ("actual", "a CT+, B CT-", "disputed"),
    ("actual", "? CT+, B CT-", "disputed"),
    ("actual", "- CT+, B CT-", "disputed"),
    ("actual", "A !CT+, B CT-", "disputed"),
    ("actual", "A PR+, B PS-", "disputed"),
    ("actual", "A CT-, B CT-", "denied"),
    ("actual", "A CT-, B U", "denied"),
    ("actual", "A CT+, A CT-", "attributed"),
    ("actual", "A !CT+, a CT+", "alleged"),
    ("actual", "A !CT+, B CT+", "attributed"),
    ("actual", "A !CT+, - CT+", "affirmed"),
    ("actual", "A U, - CT+", "affirmed"),
    ("intended", "- CT+", "unrealised"),
    ("intended", "A CT+", "unrealised"),
    ("intended", "A CT-", "denied"),
    ("intended", "A CT+, B CT-", "disputed"),
    ("requested", "A U", "unrealised"),
    ("threatened", "A U", "unrealised"),
    ("possible", "- PS+", "unrealised"),
    ("conditional", "- U", "unrealised"),
    ("conditional", "", "unrealised"),
]


def claim_of(written: str) -> Claim:
    who, factuality = written.split()
    stance: Stance = "accuses" if factuality.startswith("!") else "asserts"
    naming: Naming = "named" if who.isupper() else "unnamed"
    source = None if who in "-?" else Party(who, None, None, None, naming, 0, 1, who)
    statement = None if who == "-" else f"st-{who}"
    value = factuality.lstrip("!")
    return Claim("cl", "ev", statement, source, None, stance, value, None, Span(0, 1, "x"), "")  # type: ignore[arg-type]


@pytest.mark.parametrize(("modality", "written", "expected"), TABLE, ids=lambda value: str(value) or "nobody")
def test_the_table(modality: Modality, written: str, expected: Standing) -> None:
    claims = [claim_of(one) for one in written.split(", ") if one]
    assert standing(modality, claims) == expected


def test_the_order_of_claims_does_not_matter() -> None:
    for modality, written, expected in TABLE:
        claims = [claim_of(one) for one in reversed(written.split(", ")) if one]
        assert standing(modality, claims) == expected, written


def test_one_actor_under_two_names_is_one_voice() -> None:
    office, capital = (
        Party(name, "PAK-GOV", "PAK", "GOV", "named", 0, 1, name) for name in ("Foreign Office", "Islamabad")
    )
    said = [replace(claim_of("A CT+"), source=office), replace(claim_of("A CT-"), source=capital)]
    assert standing("actual", said) == "attributed"
