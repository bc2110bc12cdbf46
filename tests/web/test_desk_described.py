"""The data that the desk gives is as its OpenAPI description says, whatever is asked."""

from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from making.denials import denied_attack
from making.desks import keep
from making.readings import attack
from onrecord.config import settings as settings_of
from onrecord.web.app import create_app
from onrecord.web.state import DeskSettings


def test_nothing_asked_makes_the_desk_fail(tmp_path: Path) -> None:
    readings = [
        attack("Gao", "2024-03-07", 3, "agency", "2024-03-07"),
        denied_attack("Mopti", "2024-03-09", 6, "agency", "2024-03-10"),
    ]
    serving = DeskSettings(hosts=("testserver", "localhost"))
    app = create_app(settings_of(database=keep(tmp_path / "r.db", readings)), serving)
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    checked = 0
    for operation in schema.get_all_operations():
        assert isinstance(operation, Ok), operation

        strategy = operation.ok().as_strategy()
        checked += 1

        @settings(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(strategy)
        def ask(case: Case[Any]) -> None:
            checks = [not_a_server_error, status_code_conformance, response_schema_conformance]
            case.call_and_validate(checks=checks, headers={"Host": "127.0.0.1"})

        ask()
    assert checked > 15
