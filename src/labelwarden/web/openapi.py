"""The OpenAPI document of the JSON API."""

from __future__ import annotations

from typing import Any

from labelwarden.version import VERSION
from labelwarden.web.api_model import LARGEST, schemas

_JSON = "application/json"


def document() -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Labelwarden review",
            "version": VERSION,
            "description": "Hand in labels, ask how they came out, and record what people decide.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas(),
        },
    }


def _paths() -> dict[str, Any]:
    number = {
        "name": "id",
        "in": "path",
        "required": True,
        "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST},
    }
    return {
        "/labels": {
            "get": {
                "operationId": "list_labels",
                "summary": "The queue, the most urgent label first",
                "parameters": [
                    _count("limit", 100, 1, 1000),
                    _count("offset", 0, 0, LARGEST),
                ],
                "responses": _answers({200: ("Some of the queue", "Page")}, 400),
            },
            "post": {
                "operationId": "submit",
                "summary": "Hand in files, a text as one of them; they are read in the background",
                "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}}},
                "responses": _answers({202: ("Taken", "Submitted")}, 400, 413, 415, 422, 503),
            },
        },
        "/labels/{id}": {
            "parameters": [number],
            "get": {
                "operationId": "status",
                "summary": "Where a label stands",
                "responses": _answers({200: ("Where it stands", "Status")}, 404),
            },
        },
        "/labels/{id}/result": {
            "parameters": [number],
            "get": {
                "operationId": "result",
                "summary": "One element of `labels` of the schema labelwarden.report/1, with its checklist",
                "responses": {
                    **_answers({}, 404, 409),
                    "200": {
                        "description": "The result",
                        "content": {_JSON: {"schema": {"type": "object"}}},
                        "links": {"decide": _DECIDE},
                    },
                },
            },
        },
        "/labels/{id}/decisions": {
            "parameters": [number],
            "get": {
                "operationId": "decisions",
                "summary": "What was decided, oldest first",
                "responses": _answers({200: ("The record", "Trail")}, 404),
            },
            "post": {
                "operationId": "decide",
                "summary": "Record a decision, an undo or a comment on a finding",
                "requestBody": {"required": True, "content": {_JSON: {"schema": _ref("ToDecide")}}},
                "responses": _answers({201: ("On record", "Recorded")}, 400, 404, 409, 415, 422),
            },
        },
    }


_DECIDE = {
    "operationId": "decide",
    "description": "What a person decided on a finding of the result; here on the first of them.",
    "parameters": {"id": "$request.path.id"},
    "requestBody": {"fingerprint": "$response.body#/findings/0/fingerprint", "kind": "legal"},
}

_FORM = {
    "type": "object",
    "required": ["files"],
    "properties": {
        "files": {"type": "array", "items": {"type": "string", "format": "binary"}, "minItems": 1, "maxItems": 50},
        "one_label": {"type": "string", "enum": ["on", ""], "description": "`on`: panels of one product."},
        "origin": {"type": "string", "maxLength": 2000, "description": "Where it was taken."},
    },
}

_WHY = {
    400: "What was asked for cannot be meant",
    401: "No token, or a wrong one",
    403: "Not allowed",
    404: "There is no such label or finding",
    409: "Not read yet, or somebody else decided meanwhile",
    413: "Too much at once",
    415: "Of another kind than expected",
    422: "Something is missing or too long",
    429: "Too many requests",
    503: "Too much is handed in just now; try again",
}


def _answers(good: dict[int, tuple[str, str]], *bad: int) -> dict[str, Any]:
    answers = {
        str(code): {"description": what, "content": {_JSON: {"schema": _ref(name)}}}
        for code, (what, name) in good.items()
    }
    for code in sorted({*bad, 401, 403, 429}):
        answers[str(code)] = {"description": _WHY[code], "content": {_JSON: {"schema": _ref("Refused")}}}
    return answers


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _count(name: str, default: int, least: int, most: int) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": least, "maximum": most, "default": default}
    return {"name": name, "in": "query", "required": False, "schema": schema}
