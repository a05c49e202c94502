"""The log: one JSON line a request, and nothing in it that is nobody's business."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from backend.core.db import db
from backend.core.logs import JsonLines, log
from tests.asker import Asker
from tests.auth.door import CARDS, HTTPS, enter, knock, refresh, refresh_token
from tests.cast import PASSWORD, World


@pytest.fixture
def written(app: Flask) -> Iterator[io.StringIO]:
    """All that the server writes, as on standard error."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(JsonLines())
    before = {logger: (logger.level, logger.handlers) for logger in (log, app.logger)}
    for logger in before:
        logger.handlers = [handler]
        logger.setLevel(logging.INFO)
    yield text
    for logger, (level, handlers) in before.items():
        logger.setLevel(level)
        logger.handlers = handlers


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_every_request_is_one_line_with_its_id(ask: Asker, world: World, written: io.StringIO) -> None:
    answers = [ask("wang", "GET", "/api/me"), ask(None, "GET", f"/api/lessons/{world['lesson']}"), ask("wang", "GET", "/api/nothing")]
    seen = lines(written)
    assert [line["request_id"] for line in seen] == [answer.headers["X-Request-Id"] for answer in answers]
    assert [(line["route"], line["status"]) for line in seen[:2]] == [("/api/me", 200), ("/api/lessons/<int:lesson_id>", 401)]
    assert all(line["message"] == "request" and line["method"] == "GET" and line["ms"] >= 0 for line in seen)


def test_no_password_token_phone_or_code_is_written(app: Flask, ask: Asker, world: World, written: io.StringIO) -> None:
    device, token = enter(app, "wang", device_name="secret device")
    secrets = [PASSWORD, token, "19900000002", CARDS["wang"], "secret device", "wrong horse"]
    knock(app.test_client(), "19900000002", "wrong horse")
    secrets.append(refresh_token(refresh(device)))
    secrets.append(ask("li", "POST", f"/api/members/{world['wang']}/phone-reveals").json["phone"])
    secrets.append(ask("li", "POST", f"/api/members/{world['zhao']}/first-passwords").headers["X-Request-Id"] * 2)
    secrets.append(ask("li", "POST", f"/api/members/{world['wang']}/first-passwords").json["password"])
    screen = ask("li", "GET", f"/api/meetings/{world['meeting']}/code").json
    code = screen["url"].rpartition("/")[2]
    secrets += [code, screen["digits"]]
    app.test_client().get(f"/S/{code}", base_url=HTTPS)
    secrets.append(ask(None, "POST", "/api/sign-in-tickets", json={"code": code}).json["ticket"])
    ask("mei", "POST", "/api/sign-ins", json={"operation_id": str(uuid4()), "code": code})
    ask("lin", "GET", "/api/members?q=19900000002")
    text = written.getvalue()
    assert len(lines(written)) >= 10
    for secret in secrets:
        assert secret not in text, secret


def test_an_error_of_the_database_is_written_without_what_was_stored(app: Flask, world: World, written: io.StringIO) -> None:
    with app.app_context():
        from backend.members.models import Member

        db.session.add(Member(card_number="000002", name="Secret Name", phone="13512345678", branch_id=world["qingfeng"]))
        try:
            db.session.commit()
        except Exception:
            app.logger.exception("could not store")
        db.session.rollback()
    assert "could not store" in written.getvalue()
    assert "13512345678" not in written.getvalue()
    assert "Secret Name" not in written.getvalue()


def test_a_line_break_in_an_address_is_no_line_of_its_own(ask: Asker, world: World, written: io.StringIO) -> None:
    ask(None, "GET", '/api/x%0a{"level":"forged"}')
    assert [line["message"] for line in lines(written)] == ["request"]
