"""Floors without circles, endpoints with rules, lists with pages, files of a size to be read."""

import ast
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from backend.app import FEATURES

BACKEND = Path(__file__).parents[2] / "backend"
# From the ground up. A room uses rooms of lower floors, and of its own floor only where no circle comes of it.
FLOORS = [
    ["core"],
    ["organisations", "members", "permissions"],
    ["ledger", "auth", "notices"],
    ["courses", "hours"],
    ["study", "meetings", "points", "notes", "manual"],
    ["assignments", "authoring", "exchange", "outside", "roster", "sign_in", "plans"],
    ["packages", "downloads", "learners", "certificates", "xapi", "cards", "disputes", "targets"],
    ["board"],
    ["records"],
    ["attendance"],
    ["reports"],
    ["saved_reports"],
    ["demo", "seed"],
    ["cli", "app"],
]
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
NOT_FEATURES = {"healthz", "readyz", "pwa", "media", "pictures", "docs", "api-docs.openapi_json"}
LONGEST_FILE = 200


@cache
def modules() -> dict[str, Path]:
    files = [path for path in BACKEND.rglob("*.py") if "migrations" not in path.parts]
    return {".".join(path.relative_to(BACKEND.parent).with_suffix("").parts): path for path in files}


@cache
def imports(path: Path) -> set[str]:
    """The backend's modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("backend"):
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found & modules().keys()


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def test_every_room_stands_on_a_floor() -> None:
    assert {room(name) for name in modules() if room(name) not in ("", "__init__")} == set(FLOOR_OF)


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_room_uses_only_rooms_below_it(name: str) -> None:
    if room(name) in ("", "__init__"):
        return
    above = {used for used in imports(modules()[name]) if room(used) and FLOOR_OF[room(used)] > FLOOR_OF[room(name)]}
    assert not above


@pytest.mark.parametrize("name", sorted(modules()))
def test_nobody_uses_a_neighbours_api_or_schemas(name: str) -> None:
    private = {used for used in imports(modules()[name]) if used.endswith((".api", ".schemas")) and room(used) != room(name)}
    assert not private or room(name) == "app"


def test_there_are_no_circles() -> None:
    graph = {name: imports(path) - {name} for name, path in modules().items()}
    while graph:
        grounded = {name for name, used in graph.items() if not used & set(graph)}
        assert grounded, f"these import one another in a circle: {sorted(graph)}"
        graph = {name: used for name, used in graph.items() if name not in grounded}


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_file_is_short_enough_to_be_read(name: str) -> None:
    assert len(modules()[name].read_text("utf-8").splitlines()) <= LONGEST_FILE


def test_every_module_says_what_it_is_for() -> None:
    silent = [name for name, path in modules().items() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert not silent


def test_nothing_answers_without_a_rule(app: Flask) -> None:
    without = {name for name, view in app.view_functions.items() if not hasattr(view, "facts")}
    assert without == NOT_FEATURES


def test_every_list_is_paged(app: Flask) -> None:
    paths = app.extensions["muster.openapi"].to_dict()["paths"]
    for path, facts in ((path, methods["get"]) for path, methods in paths.items() if "get" in methods):
        content = facts["responses"]["200"].get("content", {})
        shape = content.get("application/json", {}).get("schema", {})
        assert shape.get("type") != "array", f"{path} answers a bare list"
        if shape.get("$ref", "").endswith("Page"):
            limits = [one["schema"].get("maximum") for one in facts["parameters"] if one["name"] == "limit"]
            assert limits == [100], f"{path} answers a page without a bound"


def test_every_feature_has_its_folder_in_the_tests() -> None:
    tests = BACKEND.parent / "tests"
    assert all((tests / feature.blueprint.name).is_dir() for feature in FEATURES if feature.blueprint.name != "deployment")
