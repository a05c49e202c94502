"""Every "who may", each a named sentence. The only place that knows roles.

A rule gets the actor and the thing the request is about. What does not exist for somebody is decided by the model's
`visible_to` (404); these rules decide what may be done with what exists (403).
"""

from collections.abc import Callable
from typing import Any

from backend.core.actor import Actor
from backend.organisations.tree import lies_within

Rule = Callable[[Actor, Any], bool]
ADMIN_KINDS = ("admin", "city_admin")


def anyone(actor: Actor | None, thing: Any) -> bool:
    """Also without signing in."""
    return True


anyone.open_to_strangers = True  # type: ignore[attr-defined]


def any_member(actor: Actor, thing: Any) -> bool:
    """Every member who is signed in and whose first password is changed."""
    return not actor.must_change_password


def even_with_first_password(actor: Actor, thing: Any) -> bool:
    """Every member who is signed in; needed to change the first password at all."""
    return True


def looks_after_it(actor: Actor, thing: Any) -> bool:
    """Its branch's secretary, and the admins above."""
    return _ready(actor) and any(lies_within(thing.scope_path, role.path) for role in actor.roles)


def helps_at_it(actor: Actor, thing: Any) -> bool:
    """Whoever looks after it, its helpers at the door, and those who look after a branch that joins it."""
    return looks_after_it(actor, thing) or (_ready(actor) and thing.is_helped_by(actor))


def administers_everything(actor: Actor, thing: Any) -> bool:
    """The city's admins."""
    return _ready(actor) and any(role.kind == "city_admin" for role in actor.roles)


def administers_it(actor: Actor, thing: Any) -> bool:
    """The admins of its organisation and those above."""
    return _ready(actor) and any(lies_within(thing.scope_path, path) for path in _admin_paths(actor))


def administers_another(actor: Actor, thing: Any) -> bool:
    """The admins above, but nobody for themselves (nobody gives oneself a role) or for somebody placed higher."""
    return administers_it(actor, thing) and thing.id != actor.id and not is_placed_above(actor, thing)


def looks_after_another(actor: Actor, thing: Any) -> bool:
    """The branch's secretary and the admins above, but nobody for themselves or for somebody placed higher."""
    return looks_after_it(actor, thing) and thing.id != actor.id and not is_placed_above(actor, thing)


def wrote_it(actor: Actor, thing: Any) -> bool:
    """Whoever wrote it."""
    return _ready(actor) and bool(thing.author_id == actor.id)


def asked_it(actor: Actor, thing: Any) -> bool:
    """Whoever asked the question that it answers."""
    return _ready(actor) and thing.question is not None and bool(thing.question.author_id == actor.id)


def moderates_it(actor: Actor, thing: Any) -> bool:
    """The secretary of its author's branch and the admins above, but nobody for their own words."""
    return looks_after_it(actor, thing) and thing.author_id != actor.id


def is_the_members_own(actor: Actor, thing: Any) -> bool:
    """The member whose it is, and nobody else."""
    return _ready(actor) and bool(thing.member_id == actor.id)


def asked_for_it_and_looks_after_it(actor: Actor, thing: Any) -> bool:
    """Whoever asked for it, as long as the place it is about is looked after."""
    return is_the_members_own(actor, thing) and looks_after_it(actor, thing)


def looks_after_anothers(actor: Actor, thing: Any) -> bool:
    """The branch's secretary and the admins above, but nobody for what is their own."""
    return looks_after_it(actor, thing) and thing.member_id != actor.id


def asked_for_it(actor: Actor, thing: Any) -> bool:
    """Whoever asked for it."""
    return _ready(actor) and bool(thing.asked_by == actor.id)


def decides_as_second(actor: Actor, thing: Any) -> bool:
    """A second person: who looks after the branch, neither who asked for it nor the member concerned, nor placed below that one."""
    concerned = (thing.asked_by, thing.member_id)
    return looks_after_it(actor, thing) and actor.id not in concerned and not is_placed_above(actor, thing.member)


def looks_after_somebody(actor: Actor, thing: Any) -> bool:
    """Every secretary and every admin, each within the own subtree."""
    return _ready(actor) and bool(actor.roles)


def administers_something(actor: Actor, thing: Any) -> bool:
    """Every admin, each within the own subtree."""
    return _ready(actor) and bool(_admin_paths(actor))


def can_look_after(actor: Actor, path: str) -> bool:
    """For things that do not exist yet: may this person plan at this place of the tree?"""
    return any(lies_within(path, role.path) for role in actor.roles)


def is_secretary_of(actor: Actor, path: str) -> bool:
    """The secretary of this very organisation, and nobody above: for what is told to the secretary alone."""
    return any(role.kind == "secretary" and role.path == path for role in actor.roles)


def can_administer(actor: Actor, path: str) -> bool:
    return any(lies_within(path, own) for own in _admin_paths(actor))


def can_as_myself(actor: Actor) -> list[str]:
    """The words of `can` that are about no particular thing."""
    deeds: dict[str, Rule] = {
        "plan_meetings": looks_after_somebody,
        "view_members": looks_after_somebody,
        "view_reports": looks_after_somebody,
        "import_members": administers_something,
    }
    return _words(deeds, actor, None)


def can_on(actor: Actor, organisation: Any) -> list[str]:
    """The words of `can` on an organisation."""
    deeds: dict[str, Rule] = {
        "view_members": looks_after_it,
        "view_reports": looks_after_it,
        "plan_meeting": looks_after_it,
        "choose_courses": looks_after_it,
        "write_courses": administers_it,
        "change_ranking": administers_it,
    }
    return _words(deeds, actor, organisation)


def can_with(actor: Actor, course: Any) -> list[str]:
    """The words of `can` on a course or one of its lessons."""
    return _words({"edit": administers_it, "assign": looks_after_somebody}, actor, course)


def can_about(actor: Actor, assignment: Any) -> list[str]:
    """The words of `can` on an assignment."""
    return _words({"withdraw": looks_after_it}, actor, assignment)


def can_for(actor: Actor, member: Any) -> list[str]:
    """The words of `can` on a member."""
    deeds: dict[str, Rule] = {
        "reveal_phone": looks_after_another,
        "issue_first_password": looks_after_another,
        "change_status": administers_another,
        "change_roles": administers_another,
    }
    return _words(deeds, actor, member)


def can_on_entry(actor: Actor, member: Any) -> list[str]:
    """The words of `can` on an entry of a member."""
    return _words({"reverse_entry": looks_after_another}, actor, member)


def can_on_post(actor: Actor, post: Any) -> list[str]:
    """The words of `can` on a post that can be read, as far as they depend on who one is."""
    deeds: dict[str, Rule] = {"edit": wrote_it, "delete": wrote_it, "hide": moderates_it, "show": moderates_it}
    return _words(deeds, actor, post)


def _words(deeds: dict[str, Rule], actor: Actor, thing: Any) -> list[str]:
    return [word for word, rule in deeds.items() if rule(actor, thing)]


def _ready(actor: Actor) -> bool:
    return not actor.must_change_password


def _admin_paths(actor: Actor) -> list[str]:
    return [role.path for role in actor.roles if role.kind in ADMIN_KINDS]


def is_placed_above(actor: Actor, member: Any) -> bool:
    """Does the member hold a role over something that the actor does not look after?"""
    return any(not can_look_after(actor, role.organisation.path) for role in member.roles_today())
