"""Everything the API's own document allows, and more, is asked of it as everybody (Schemathesis).

Whatever comes: never a 5xx, every refusal a registered problem document, every answer of the documented shape.
``EXAMPLES=200 pytest tests/contracts/test_api.py`` is the long version.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.apps import apps
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker
from schemathesis import APIOperation, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from config.api.problem_types import TYPES
from config.api.problems import MEDIA_TYPE
from config.wsgi import application
from tests.contracts.conftest import undone
from tests.contracts.county import Everything
from tests.contracts.existing import begin_more, known, rows

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("EXAMPLES", "4"))
"""Of each kind (valid, invalid) for each operation; each is sent as :data:`VOICES` of the callers."""
VOICES = 3
ENOUGH = 2
CALLERS = (
    "case_officer", "intake_officer", "decision_maker", "clearance_verifier", "operator", "sponsor_staff", "leader",
    "necessity_reviewer", "finance_reviewer", "assessor", "auditor", "administrator", "stranger", "superuser",
    "case_officer_elsewhere", "read_register", "report_usage", "nobody",
)  # fmt: skip
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
Case = schemathesis.Case[Any]
Record = Callable[[str, object], None]
Operation = APIOperation[Any, Any, Any, Any]
REGISTERED = {kind.uri: kind.status for kind in TYPES}
MEMBERS = {"type", "title", "status", "detail", "instance", "obstacles"}


def _document() -> dict[str, Any]:
    drawn = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    document: dict[str, Any] = json.loads(OpenApiJsonRenderer().render(drawn))
    return document


SCHEMA = schemathesis.openapi.from_dict(_document())
SCHEMA.app = application
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def full(world: Everything, django_db_blocker: DjangoDbBlocker) -> Iterator[Everything]:
    """The world, with something in it for every address."""
    with django_db_blocker.unblock(), undone():
        begin_more(world.cast)
        known.cache_clear()
        rows.cache_clear()
        yield world


def with_what_exists(data: st.DataObject, case: Case) -> None:
    """Most addresses and names in what was made up become real ones, so that requests come further than "not found"."""
    real, is_made_up = rows(case.operation.path), not data.draw(st.integers(0, 4))
    if real and not is_made_up:
        case.path_parameters = data.draw(st.sampled_from(real))
    if isinstance(case.body, dict):
        case.body = {name: _real(data, name, value) for name, value in case.body.items()}
    version = _version_of(case)
    if version is not None and data.draw(st.integers(0, 4)):
        case.headers["If-Match"] = f'"v{version}"'


def _real(data: st.DataObject, name: str, value: Any) -> Any:
    if not isinstance(value, str | int) or isinstance(value, bool):
        return value
    values = known(name)
    if not values or not data.draw(st.integers(0, 4)):
        return value
    return data.draw(st.sampled_from(values))


def _version_of(case: Case) -> int | None:
    named = [("cases", "Case", "number"), ("findings", "Finding", "code")]
    asked = [
        apps.get_model(room, model)._default_manager.filter(**{by: case.path_parameters[by]})
        for room, model, by in named
        if by in case.path_parameters
    ]
    version: int | None = next((each.values_list("version", flat=True).first() for each in asked), None)
    return version if case.method != "GET" else None


def check(case: Case, answer: Any) -> None:
    case.validate_response(answer, checks=CHECKS)
    if answer.status_code < 400:
        return
    assert answer.headers["content-type"] == [MEDIA_TYPE]
    problem = answer.json()
    assert set(problem) == MEMBERS
    assert (problem["status"], REGISTERED.get(problem["type"])) == (answer.status_code, answer.status_code)
    assert all(obstacle["code"] and obstacle["message"] for obstacle in problem["obstacles"])


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_every_answer_is_documented_and_every_refusal_a_registered_problem(
    operation: Operation, mode: GenerationMode, full: Everything, record_property: Record
) -> None:
    statuses: Counter[int] = Counter()
    told = {who: full.credentials(who) for who in CALLERS}

    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.generate, Phase.shrink],
        derandomize="EXAMPLES" not in os.environ,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def ask(case: Case, data: st.DataObject) -> None:
        with_what_exists(data, case)
        for who in data.draw(st.lists(st.sampled_from(CALLERS), min_size=VOICES, max_size=VOICES, unique=True)):
            with undone():
                answer = case.call(**told[who])
                statuses[answer.status_code] += 1
                check(case, answer)

    ask()
    record_property("requests of the API", statuses.total())
    record_property("requests of the API that were granted", sum(statuses[status] for status in range(200, 300)))


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_every_operation_leads_somewhere_for_several_callers(operation: Operation, full: Everything) -> None:
    """With nothing in the body; somewhere is where one is told what is wrong with that, or is shown what is there."""
    found = rows(operation.path) or [{}]
    arrived = []
    for who in CALLERS:
        given = full.credentials(who)
        for parameters in found[-3:]:
            body: dict[str, Any] = {"body": {}, "media_type": "application/json"} if list(operation.body) else {}
            case = operation.Case(path_parameters=parameters, **body)
            with undone():
                arrived += [who] if case.call(**given).status_code not in {401, 403, 404} else []
        if len(set(arrived)) == ENOUGH:
            return
    assert operation.path.startswith("/api/v1/usage/"), arrived
    assert set(arrived) == {"report_usage"}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_what_cannot_be_read_is_refused_as_such(operation: Operation, world: Everything) -> None:
    """No JSON, another media type, a method the address does not have, and nobody's request."""
    client, method, address = world.client("superuser"), operation.method.upper(), _address_of(operation)
    sent = [("TRACE", "", "application/json"), (method, "{", "application/json"), (method, "a,b", "text/csv")]
    for verb, body, media_type in sent if method != "GET" else sent[:1]:
        answer = client.generic(verb, address, body, content_type=media_type)
        assert (answer.status_code in {400, 403, 404, 405, 415, 428}, answer["Content-Type"]) == (True, MEDIA_TYPE)
    answer = world.client("nobody").generic(method, address)
    assert (answer.status_code, answer["Content-Type"]) == (401, MEDIA_TYPE)


def _address_of(operation: Operation) -> str:
    """An address of the operation under which there is nothing."""
    address: str = re.sub(r"{(\w+)}", lambda match: "1" if match[1] in {"id", "pk"} else "nothing", operation.path)
    return address
