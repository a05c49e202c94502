"""What the bench says of its figures: goals kept or missed, and results kept beside one another."""

import json
from pathlib import Path

import pytest
from bench_ import report
from bench_.city.goals import Measured, at_least, at_most_times_warm, grows_at_most
from bench_.report import Result, write
from bench_.turns import Turns


def turns(*per_second: float, ms: float = 10.0) -> Turns:
    return Turns(per_second=list(per_second), ms=[ms] * 100)


def test_a_share_is_that_of_the_median_turn() -> None:
    bare = turns(100, 100, 100)
    assert Measured(turns(10, 60, 90), bare, bare, bare).keeps(at_least(0.6, of="bare"))
    assert not Measured(turns(10, 59, 90), bare, bare, bare).keeps(at_least(0.6, of="bare"))


def test_a_way_that_was_broken_off_is_compared_turn_by_turn() -> None:
    bare = turns(100, 200, 400)
    assert Measured(turns(50, 100), bare, bare, bare).shares("bare") == [0.5, 0.5]


def test_growth_is_told_of_all_but_the_smallest_city() -> None:
    small, large = turns(100), turns(100, ms=21.0)
    assert Measured(small, small, small, small).keeps(grows_at_most(2)) is None
    assert Measured(large, small, small, small).keeps(grows_at_most(2)) is False
    assert Measured(large, small, small, small).keeps(grows_at_most(2.1)) is True


def test_a_first_answer_is_compared_with_a_warm_one() -> None:
    slow, warm = turns(100, ms=31.0), turns(100)
    assert Measured(slow, warm, warm, warm, warm).keeps(at_most_times_warm(3)) is False
    assert Measured(slow, warm, warm, warm).keeps(at_most_times_warm(3)) is None


def test_a_result_stays_when_the_other_database_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "BENCHMARKS", tmp_path)
    monkeypatch.setattr(report, "commit", lambda: "abc")
    for database, rate in (("postgresql", 1), ("sqlite", 2), ("postgresql", 3)):
        write("A title", [Result("deed", database, rows=[{"requests/s": rate}], tables={"More": [{"rows": rate}]})])
    kept = json.loads((tmp_path / "deed.json").read_text())["results"]
    assert [(one["database"], one["rows"][0]["requests/s"]) for one in kept] == [("sqlite", 2), ("postgresql", 3)]
    text = (tmp_path / "deed.md").read_text()
    assert text.index("## sqlite") < text.index("## postgresql")
    assert text.count("### More") == 2


def test_where_cities_are_kept_is_told_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["bench", "city", "--cities", "/somewhere/else", "--sizes", "1000", "--write"])
    assert report.command() == "scripts/bench city --sizes 1000"
