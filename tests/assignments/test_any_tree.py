"""In any tree and after any choices: who is offered what, against the rule walked by hand; and nobody reaches beyond the own subtree."""

from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from backend.core import clock
from backend.courses.choices import Assignment, CourseHiding, CourseOrder
from backend.courses.models import Course, offered_at
from backend.organisations.models import Organisation, found
from tests.cast import World

ANY_TREE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NODES, COURSES = 6, 3
KINDS = {"order": CourseOrder, "hide": CourseHiding, "assign": Assignment}
Choice = tuple[str, int, int]  # what, at which node, about which course


@dataclass(frozen=True)
class Shelf:
    """A tree by each node's parent, courses with their owners and facts, and what was chosen where."""

    parents: list[int]
    courses: list[tuple[int, bool, bool, bool]]
    choices: frozenset[Choice]

    def above(self, node: int) -> list[int]:
        """A node and all that is above it."""
        return [node] if node == 0 else [node, *self.above(self.parents[node - 1])]

    def offers(self, node: int, course: int) -> bool:
        """The rule, walked by hand."""
        owner, published, on_menu, required = self.courses[course]
        way = self.above(node)
        ordered, hidden, assigned = (any((what, one, course) in self.choices for one in way) for what in KINDS)
        there = published and owner in way
        return there and (assigned or ((ordered or not on_menu) and (required or not hidden)))


@st.composite
def shelves(draw: st.DrawFn) -> Shelf:
    parents = [draw(st.integers(0, child)) for child in range(NODES - 1)]
    course = st.tuples(st.integers(0, NODES - 1), *[st.booleans()] * 3)
    choice = st.tuples(st.sampled_from(sorted(KINDS)), st.integers(0, NODES - 1), st.integers(0, COURSES - 1))
    return Shelf(parents, draw(st.lists(course, min_size=COURSES, max_size=COURSES)), draw(st.frozensets(choice, max_size=6)))


class Planted:
    """A shelf in the database, until it is rolled back."""

    def __init__(self, session: Any, world: World, shelf: Shelf) -> None:
        self.session, self.world, self.shelf = session, world, shelf
        self.nodes: list[Organisation] = [found(None, "top", level="市", is_branch=False)]
        for number, parent in enumerate(shelf.parents, start=1):
            self.nodes.append(found(self.nodes[parent], str(number), level="区", is_branch=False))
        self.courses = [self._add(number, *facts) for number, facts in enumerate(shelf.courses)]
        for choice in shelf.choices:
            self.choose(choice)

    def _add(self, number: int, owner: int, published: bool, on_menu: bool, required: bool) -> Course:
        facts = {"published_at": clock.now() if published else None, "on_menu": on_menu, "required": required}
        category_id = self.session.get_one(Course, self.world["course"]).category_id
        course = Course(key=f"c{number}", title="c", organisation_id=self.nodes[owner].id, category_id=category_id, **facts)
        self.session.add(course)
        self.session.flush()
        return course

    def choose(self, choice: Choice) -> None:
        what, node, course = choice
        by = {"order": "ordered_by", "hide": "hidden_by", "assign": "assigned_by"}[what]
        facts: dict[str, Any] = {by: self.world["li"], **({"due_on": clock.today()} if what == "assign" else {})}
        self.session.add(KINDS[what](organisation_id=self.nodes[node].id, course_id=self.courses[course].id, **facts))
        self.session.flush()

    def offered(self) -> set[tuple[int, int]]:
        """(node, course) for everything that is offered somewhere."""
        numbers = {course.id: number for number, course in enumerate(self.courses)}
        return {
            (node, numbers[course_id])
            for node, organisation in enumerate(self.nodes)
            for course_id in self.session.scalars(select(Course.id).where(offered_at(organisation.path)))
        }


def test_a_course_is_offered_where_the_rule_says(world: World, session: Any) -> None:
    @ANY_TREE
    @given(shelf=shelves())
    def holds(shelf: Shelf) -> None:
        expected = {(node, course) for node in range(NODES) for course in range(COURSES) if shelf.offers(node, course)}
        try:
            assert Planted(session, world, shelf).offered() == expected
        finally:
            session.rollback()

    holds()


def test_a_choice_changes_nothing_outside_the_subtree_and_nothing_about_other_courses(world: World, session: Any) -> None:
    @ANY_TREE
    @given(shelf=shelves(), choice=st.tuples(st.sampled_from(sorted(KINDS)), st.integers(1, NODES - 1), st.integers(0, COURSES - 1)))
    def holds(shelf: Shelf, choice: Choice) -> None:
        if choice in shelf.choices:
            return
        planted = Planted(session, world, shelf)
        try:
            before = planted.offered()
            planted.choose(choice)
            changed = before ^ planted.offered()
            assert all(choice[1] in shelf.above(node) and course == choice[2] for node, course in changed)
        finally:
            session.rollback()

    holds()


def test_whatever_is_chosen_a_required_course_off_the_menu_and_an_assigned_one_are_offered(world: World, session: Any) -> None:
    """What is asked of members exists for them, whatever a branch between hides."""

    @ANY_TREE
    @given(shelf=shelves())
    def holds(shelf: Shelf) -> None:
        try:
            offered = Planted(session, world, shelf).offered()
            for course, (owner, published, on_menu, required) in enumerate(shelf.courses):
                for node in range(NODES):
                    way = shelf.above(node)
                    assigned = any(("assign", one, course) in shelf.choices for one in way)
                    if published and owner in way and (assigned or (required and not on_menu)):
                        assert (node, course) in offered
        finally:
            session.rollback()

    holds()
