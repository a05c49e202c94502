"""Ask PostgreSQL by its own library: psycopg's cursor looks at each statement and at each number's size anew, which costs more than
to send it. Values and rows are psycopg's to turn, as ever."""

from typing import Any

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus

MOST_PREPARED = 200  # on one connection; each keeps its plan in the server's memory

Names = dict[str, bytes]


def fetch(driver: psycopg.Connection[Any], prepared: Names, text: str, values: list[Any]) -> list[Any]:
    """All rows of a statement whose parameters are $1, $2, …; `prepared` are the names that this connection knows it by."""
    turn = Transformer(driver)
    sent: Any = turn.dump_sequence(values, [PyFormat.TEXT] * len(values))
    if (name := prepared.get(text) or _prepare(driver, prepared, text)) is None:
        result = driver.pgconn.exec_params(text.encode(), sent)
    else:
        result = driver.pgconn.exec_prepared(name, sent)
    _refuse_error(driver, result)
    turn.set_pgresult(result)
    return turn.load_rows(0, result.ntuples, tuple)


def send(driver: psycopg.Connection[Any], words: bytes) -> None:
    """Words without parameters and rows, as BEGIN."""
    _refuse_error(driver, driver.pgconn.exec_(words))


def _prepare(driver: psycopg.Connection[Any], prepared: Names, text: str) -> bytes | None:
    if len(prepared) >= MOST_PREPARED:
        return None
    name = f"muster_{len(prepared)}".encode()
    _refuse_error(driver, driver.pgconn.prepare(name, text.encode()))
    prepared[text] = name
    return name


def _refuse_error(driver: psycopg.Connection[Any], result: Any) -> None:
    if result.status in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        return
    if driver.pgconn.status == ConnStatus.BAD:
        raise psycopg.OperationalError(result.get_error_message())
    raise error_from_result(result)
