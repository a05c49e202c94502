"""Wang's phone on a morning in June, and books to write into, as other rooms' tests have them."""

from tests.points.booking import books
from tests.study.conftest import phone, time

__all__ = ["books", "phone", "time"]
