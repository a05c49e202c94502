"""Wang's phone on a morning in June, as the tests of study have it."""

from tests.study.conftest import phone, time  # noqa: F401
