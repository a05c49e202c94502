"""The quick way through a schema never says anything else than marshmallow, however a body is made."""

import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError

from backend.core.quick_read import QuickReader
from backend.core.quick_show import QuickShow
from backend.sign_in.schemas import SignInRequest, SignInShape
from backend.study.schemas import SegmentBatch, StudyReceipt

ODD = st.sampled_from([None, True, -1, 0, 1, 2**53, 2**64, 0.5, 1.0, "", " a ", "a", "\u0007", "中", [], {}, ["a"]])
ID = "0c5e9f0e-5c0a-4f43-9a52-3f2b5a0c9d11"
SEGMENT = {"id": ID, "lesson_id": 1, "lesson_version": 1, "device": "d", "started_ms": 1, "ended_ms": 2, "media_from": 0, "media_to": 1.5}
SEGMENT |= {"rate": 1, "anchor": "a", "boot_id": None, "signature": "s", "monotonic_from_ms": 1}
SOUND: list[tuple[Schema, dict[str, Any]]] = [
    (SignInRequest(), {"operation_id": ID, "code": "C", "signature": "s", "waited_ms": 5}),
    (SegmentBatch(), {"segments": [SEGMENT, SEGMENT]}),
]


def closely(schema: Schema, body: Any) -> Any:
    try:
        return schema.load(json.loads(json.dumps(body)))
    except ValidationError:
        return None


@pytest.mark.parametrize(("schema", "body"), SOUND)
def test_a_sound_body_is_read_quickly_and_as_marshmallow_reads_it(schema: Schema, body: dict[str, Any]) -> None:
    assert QuickReader(schema).read(json.dumps(body).encode()) == closely(schema, body) is not None


@given(st.sampled_from(SOUND), st.data())
def test_a_body_with_something_odd_in_it_is_never_read_otherwise(sound: tuple[Schema, dict[str, Any]], data: st.DataObject) -> None:
    schema, body = sound[0], json.loads(json.dumps(sound[1]))
    place = data.draw(st.sampled_from([body, *body.get("segments", [])]))
    name = data.draw(st.sampled_from([*place, "another"]))
    if data.draw(st.booleans()):
        place[name] = data.draw(ODD)
    else:
        place.pop(name, None)
    quickly = QuickReader(schema).read(json.dumps(body).encode())
    assert quickly is None or quickly == closely(schema, body)


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b'{"segments": NaN}', b"\xff"])
def test_what_is_no_body_is_left_to_marshmallow(body: bytes) -> None:
    assert QuickReader(SegmentBatch()).read(body) is None


def test_an_answer_is_written_as_marshmallow_writes_it() -> None:
    item = {"id": ID, "outcome": "counted", "counted_seconds": 1, "reason": None}
    receipt = {"items": [item, {**item, "counted_seconds": True}], "counted_today_seconds": 1, "counted_year_seconds": "2", "lessons": []}
    for schema, given_ in ((StudyReceipt(), receipt), (SignInShape(), {"meeting_id": 1, "title": UUID(ID)})):
        assert QuickShow(schema).show(given_) == schema.dump(given_)
