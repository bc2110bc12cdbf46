"""Every marked line of the case files on factuality and on statements."""

import pytest

from making.judging import Judge
from making.marks import Case, cases_of
from making.statements_page import PAGE, page


@pytest.fixture(scope="session")
def judge_of_cases() -> Judge:
    return Judge()


def _parameters() -> list[object]:
    return [
        pytest.param(
            case,
            id=f"{folder}/{case.file}:{case.line}",
            marks=[pytest.mark.xfail(reason="known to fail", strict=True)] if case.known_to_fail else [],
        )
        for folder in ("factuality", "statements")
        for case in cases_of(folder)
    ]


@pytest.mark.parametrize("case", _parameters())
def test_case(case: Case, judge_of_cases: Judge) -> None:
    assert judge_of_cases.faults(case) == [], case.text


def test_the_page_says_what_is_handled(judge_of_cases: Judge) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(judge_of_cases), "run `make docs`"


def test_there_are_enough_cases() -> None:
    cases = [*cases_of("factuality"), *cases_of("statements")]
    assert len(cases) >= 250
    assert len({case.country for case in cases}) >= 15
