"""A morning in June and Wang's phone, as the tests of study have them."""

from tests.study.conftest import keyed, phone, time  # noqa: F401 - fixtures
