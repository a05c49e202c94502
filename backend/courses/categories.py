"""Categories of courses: found by their name, founded when a course first names them."""

from sqlalchemy import select

from backend.core.db import db, insert_once
from backend.courses.models import Category


def category_called(name: str) -> Category:
    insert_once(Category, [{"name": name}], [Category.id])
    return db.session.scalars(select(Category).where(Category.name == name)).one()
