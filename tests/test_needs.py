"""A test that needs what is missing is skipped, and fails where ONRECORD_REQUIRE names it."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent

NEEDY = """
import pytest

@pytest.mark.needs("chromium")
def test_that_needs_a_browser():
    pass
"""


@pytest.fixture
def needy(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    conftest = (HERE / "conftest.py").read_text(encoding="utf-8")
    pytester.makeconftest(conftest.replace("shutil.which(need) is not None", "False"))
    pytester.makepyfile(NEEDY)
    monkeypatch.delenv("ONRECORD_REQUIRE", raising=False)
    return pytester


def test_is_skipped_with_a_sentence(needy: pytest.Pytester) -> None:
    result = needy.runpytest("-rs")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["*chromium is not on this machine; install Debian's package chromium*"])


def test_fails_where_it_is_required(needy: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_REQUIRE", "postgresql,chromium")
    result = needy.runpytest()
    result.assert_outcomes(errors=1)
