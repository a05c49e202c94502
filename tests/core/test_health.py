"""For load balancers: is it alive, and can it serve?"""

from pathlib import Path

from backend.core.config import Settings
from tests.asker import Asker
from tests.cast import World
from tests.core.second_server import second_server


def test_it_is_alive_and_ready(ask: Asker, world: World) -> None:
    assert (ask(None, "GET", "/healthz").status_code, ask(None, "GET", "/healthz").json) == (200, {"status": "alive"})
    assert (ask(None, "GET", "/readyz").status_code, ask(None, "GET", "/readyz").json) == (200, {"status": "ready"})


def settings(folder: Path, url: str = "") -> Settings:
    return Settings(data_dir=str(folder), database_url=url, log_level="CRITICAL")


def test_without_its_tables_it_is_alive_but_not_ready(tmp_path: Path) -> None:
    with second_server(settings(tmp_path)) as server:
        assert server.test_client().get("/healthz").status_code == 200
        assert server.test_client().get("/readyz").status_code == 503


def test_without_its_database_server_it_is_alive_but_not_ready(tmp_path: Path) -> None:
    with second_server(settings(tmp_path, "postgresql+psycopg://nobody@127.0.0.1:1/none")) as server:
        assert server.test_client().get("/healthz").status_code == 200
        assert server.test_client().get("/readyz").status_code == 503
