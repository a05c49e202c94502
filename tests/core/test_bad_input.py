"""Bad input: every wrong request is told in one shape what is wrong with it, and none breaks the server."""

import io
from typing import Any

from tests.asker import Asker
from tests.auth.door import said
from tests.cast import World

SIGN_IN = "/api/auth/sessions"
JSON = "application/json"
FORM = "multipart/form-data; boundary=x"
SHAPE = {"type", "title", "status", "code", "detail", "errors", "request_id"}


def is_problem(answer: Any, status: int, code: str) -> bool:
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), answer.data[:300]
    assert set(answer.json) == SHAPE
    assert (answer.json["status"], answer.json["code"]) == (status, code)
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]
    return True


def pointers(answer: Any) -> set[str]:
    return {error["pointer"] for error in answer.json["errors"]}


def test_an_address_that_is_not_there(ask: Asker, world: World) -> None:
    assert is_problem(ask("wang", "GET", "/api/nothing"), 404, "not_found")
    assert is_problem(ask("wang", "GET", "/api/members/-1"), 404, "not_found")
    assert is_problem(ask("wang", "GET", "/api/members/x"), 404, "not_found")


def test_a_method_that_is_not_there_says_which_are(ask: Asker, world: World) -> None:
    answer = ask("wang", "PATCH", "/api/auth/sessions", json={})
    assert is_problem(answer, 405, "method_not_allowed")
    assert {"GET", "POST", "DELETE"} <= set(answer.headers["Allow"].split(", "))


def test_json_that_is_none(ask: Asker, world: World) -> None:
    for body in (b"{", b"", b'{"login": }', b"\xff\xfe\x00", b"[" * 200_000, b'{"a":' * 100_000):
        answer = ask(None, "POST", SIGN_IN, data=body, content_type=JSON)
        assert answer.status_code in (400, 422), (body[:20], answer.status_code)
        assert answer.content_type == "application/problem+json"


def test_a_body_of_another_kind(ask: Asker, world: World) -> None:
    for body in ([], "x", 7, None, True):
        assert is_problem(ask(None, "POST", SIGN_IN, json=body), 422, "invalid_input"), body
    assert is_problem(ask(None, "POST", SIGN_IN, data="login=a", content_type="text/plain"), 422, "invalid_input")


def test_fields_nobody_asked_for_are_named(ask: Asker, world: World) -> None:
    answer = ask(None, "POST", SIGN_IN, json={"login": "000002", "password": "x", "admin": True})
    assert is_problem(answer, 422, "invalid_input")
    assert pointers(answer) == {"/admin"}


def test_missing_fields_are_named(ask: Asker, world: World) -> None:
    assert pointers(ask(None, "POST", SIGN_IN, json={})) == {"/login", "/password"}


def test_wrong_types_are_named(ask: Asker, world: World) -> None:
    for login in (7, None, [], {}, True):
        assert pointers(ask(None, "POST", SIGN_IN, json={"login": login, "password": "x"})) == {"/login"}, login
    assert pointers(ask(None, "POST", SIGN_IN, data=b'{"login": NaN, "password": "x"}', content_type=JSON)) == {"/login"}


def test_a_wrong_field_deep_inside_is_named_by_its_path(ask: Asker, world: World) -> None:
    segment = {"id": "x", "lesson_id": "1", "rate": "fast"}
    answer = ask("wang", "POST", "/api/study/segments", json={"segments": [segment]})
    assert {"/segments/0/id", "/segments/0/rate", "/segments/0/lesson_id"} <= pointers(answer)


def test_numbers_out_of_bounds_are_named(ask: Asker, world: World) -> None:
    for limit in ("0", "101", "-1", "x", "9" * 40, "1.5"):
        assert pointers(ask("lin", "GET", f"/api/members?limit={limit}")) == {"/limit"}, limit
    for number in ("0", "-1", str(2**63), "9" * 40):
        assert pointers(ask("lin", "GET", f"/api/members?organisation={number}")) == {"/organisation"}, number


def test_an_id_larger_than_any_answers_like_one_that_never_was(ask: Asker, world: World) -> None:
    for path in ("members", "organisations", "courses", "lessons", "meetings"):
        huge, never = (ask("lin", "GET", f"/api/{path}/{id}") for id in (10**30, 10**9))
        assert is_problem(huge, 404, "not_found")
        assert said(huge) == said(never)
    assert ask("lin", "DELETE", f"/api/auth/sessions/{2**63}").status_code == 404
    assert ask("lin", "DELETE", f"/api/members/{world['wang']}/roles/{10**30}").status_code == 404


def test_characters_that_no_text_holds_are_refused(ask: Asker, world: World) -> None:
    for sign in ("\\u0000", "\\u0007", "\\ud800", "\\u007f", "\\n"):
        body = f'{{"login": "a{sign}b", "password": "x"}}'.encode()
        assert pointers(ask(None, "POST", SIGN_IN, data=body, content_type=JSON)) == {"/login"}, sign
    for sign in ("\\u0000", "\\ud800"):
        body = f'{{"login": "ab", "password": "x{sign}"}}'.encode()
        assert pointers(ask(None, "POST", SIGN_IN, data=body, content_type=JSON)) == {"/password"}, sign
    assert pointers(ask("lin", "GET", "/api/members?q=%00")) == {"/q"}
    assert ask("lin", "GET", "/api/members?q=%ED%A0%80%FF").status_code == 200


def test_text_of_every_script_is_taken(ask: Asker, world: World) -> None:
    for text in ("麦麦提·吐尔逊", "😀👩‍👩‍👧", "ﷺ", "é"):
        assert ask("lin", "GET", "/api/members", query_string={"q": text}).status_code == 200


class Endless(io.RawIOBase):
    """A body that counts how much of it is read."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.taken += len(buffer)
        return len(buffer)


def send_much(ask: Asker, person: str | None, path: str, kind: str, megabytes: int) -> tuple[Any, int]:
    """The answer, and how many bytes of the body were read for it."""
    body = Endless()
    environment = {"wsgi.input": body, "CONTENT_LENGTH": str(megabytes * 10**6)}
    return ask(person, "POST", path, content_type=kind, environ_overrides=environment), body.taken


def test_100_megabytes_are_refused_unread(ask: Asker, world: World) -> None:
    for person, path, kind in ((None, SIGN_IN, JSON), ("chen", "/api/members/imports", FORM)):
        answer, taken = send_much(ask, person, path, kind, 100)
        assert is_problem(answer, 413, "too_large")
        assert taken < 2**20


def test_a_stranger_is_sent_away_before_the_body_is_read(ask: Asker, world: World) -> None:
    answer, taken = send_much(ask, None, "/api/members/imports", FORM, 60)
    assert is_problem(answer, 401, "token_missing")
    assert taken == 0


def test_a_form_that_is_none(ask: Asker, world: World) -> None:
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x", JSON):
        assert ask("chen", "POST", "/api/members/imports", data=b"--y\r\n", content_type=kind).status_code in (400, 422), kind


def test_a_request_id_of_the_proxy_is_kept_when_it_is_harmless(ask: Asker, world: World) -> None:
    assert ask(None, "GET", "/api/deployment", headers={"X-Request-Id": "abc-123"}).headers["X-Request-Id"] == "abc-123"
    for harmful in ("a b", "x" * 65, "<script>", ""):
        assert ask(None, "GET", "/api/deployment", headers={"X-Request-Id": harmful}).headers["X-Request-Id"] != harmful
