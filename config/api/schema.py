"""What the schema says of every operation alike."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from config.api.problems import MEDIA_TYPE

PROBLEM = {
    "type": "object",
    "description": "RFC 9457. Every answer from 400 up has this shape; the types are listed in docs/problems.md.",
    "required": ["type", "title", "status", "detail", "instance", "obstacles"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "obstacles": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemObstacle"}},
    },
}
OBSTACLE = {
    "type": "object",
    "required": ["code", "message"],
    "properties": {
        "code": {"type": "string"},
        "message": {"type": "string"},
        "field": {"type": "string"},
        "row": {"type": "integer", "description": "In a batch: which item, from 0."},
    },
}
ANSWER = {"description": "A problem", "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def with_problem_documents(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:  # noqa: FBT001
    """Give every operation the problem document as its answer from 400 up."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas |= {"Problem": PROBLEM, "ProblemObstacle": OBSTACLE}
    for operations in result["paths"].values():
        for operation in operations.values():
            if "responses" in operation:
                operation["responses"].setdefault("default", ANSWER)
    return result


class MachineToken(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Says how programs sign in; defining it registers it."""

    target_class = "config.api.authentication.MachineTokenAuthentication"
    name = "machineToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
