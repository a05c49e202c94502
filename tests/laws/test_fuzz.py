"""Whatever is sent, nobody gets a 500: every endpoint asked with what its own description allows, and with what it does not.

Two requests an endpoint and kind, others each time; FUZZ_EXAMPLES=100 asks that often, for a long run.
"""

import os

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode

from tests.asker import Asker

# Each run draws others: a few at a time find over the days what many would find at once.
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "2"))
ENOUGH = settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
# Ending the asker's own session would turn all that follows into 401s.
ENDS_SESSIONS = ("auth.sign_out", "auth.change_password", "auth.sign_in_to_app")


@pytest.mark.parametrize("stand", ["sqlite"], indirect=True)
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_request_is_answered_with_a_500(mode: GenerationMode, app: Flask, ask: Asker) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    token = ask.token("lin")
    asked = 0
    for operation in (result.ok() for result in schema.get_all_operations()):
        if operation.definition.raw["operationId"] not in ENDS_SESSIONS:
            asked += ask_at_random(operation.as_strategy(generation_mode=mode), token)
    assert asked > 100


def ask_at_random(cases: SearchStrategy, token: str) -> int:
    """How many requests were sent; none where an endpoint takes nothing that could be wrong."""
    sent = []

    @ENOUGH
    @given(case=cases)
    def fuzz(case: schemathesis.Case) -> None:
        sent.append(case.call(headers={"Authorization": f"Bearer {token}"}).status_code)
        assert sent[-1] < 500, case.as_curl_command()

    try:
        fuzz()
    except Unsatisfiable:
        assert not sent
    return len(sent)
