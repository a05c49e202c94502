"""The cast of every test: a small tree, one person of each kind, a course that is assigned, one on the menu, and two meetings.

市 ─ 滨江区 ─ 梧桐街道 ─ 青枫里支部: Li (secretary), Wang (member), Ning (has a first password), Dong (disabled), Mei (moved here)
   │                  └ 望江支部:   Zhao (member), Chen (admin of 滨江区), Lin (city admin)
   └ 云山区 ─ 松岭街道 ─ 松岭支部:   Sun (admin of 云山区)
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from flask import Flask
from flask_jwt_extended import create_access_token
from sqlalchemy import select

from backend.auth.devices import Device, MemberDevice
from backend.auth.models import Credential, Session
from backend.auth.passwords import hash_password
from backend.auth.sign_in import hash_device
from backend.authoring.models import Upload
from backend.certificates.models import Certificate
from backend.core import clock
from backend.core.db import db
from backend.courses.choices import Assignment
from backend.courses.models import Category, Course, Lesson, LessonVersion
from backend.disputes.models import Dispute, DisputeAnswer, DisputeTurn
from backend.exchange.models import Post
from backend.ledger.closings import close
from backend.ledger.models import POINTS, Entry
from backend.ledger.post import Posting, post, reverse
from backend.manual.models import ManualAward
from backend.meetings.models import Meeting
from backend.members.models import Member, Role
from backend.notices.models import Notice
from backend.organisations.models import Organisation, found
from backend.outside.models import OutsideStudy
from backend.plans.models import YearPlan
from backend.reports.models import ReportRun
from backend.saved_reports.models import SavedReport
from backend.study.models import HeldStudy

PASSWORD = "correct horse"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)  # since then everybody is signed in on the own phone
PEOPLE = ("li", "wang", "zhao", "chen", "sun", "lin", "mei", "dong", "ning")


@dataclass
class World:
    """Ids by name, so that tests can speak of things that live in the database."""

    ids: dict[str, int] = field(default_factory=dict)
    sessions: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        return self.ids[name]

    def token(self, app: Flask, person: str, lives: timedelta = timedelta(minutes=15)) -> str:
        with app.app_context():
            claims = {"sid": self.sessions[person]}
            lives += max(clock.now() - datetime.now(UTC), timedelta())  # good also where a test has moved the server's clock on
            return str(create_access_token(str(self.ids[person]), additional_claims=claims, expires_delta=lives))


def build_world() -> World:
    world = World()
    _plant_tree(world)
    password_hash = hash_password(PASSWORD)
    for number, (name, branch) in enumerate(HOMES.items(), start=1):
        _add_person(world, number, name, branch, password_hash)
    for name, kind, place in ROLES:
        role = Role(member_id=world[name], organisation_id=world[place], kind=kind, starts_on=date(2020, 1, 1))
        db.session.add(role)
        db.session.flush()
        world.ids[f"role of {name}"] = role.id
    _add_device(world, "ning")
    _begin_upload(world, "ning")
    _tell(world, "ning")
    _add_course(world)
    _ask_question(world)
    _add_choices(world)
    _hold_study(world)
    _plan_meetings(world)
    _add_study_papers(world)
    _keep_books(world)
    _dispute(world)
    _save_report(world, "ning")
    _have_report_made(world, "ning")
    db.session.commit()
    return world


HOMES = {
    "li": "qingfeng",
    "wang": "qingfeng",
    "zhao": "wangjiang",
    "chen": "wangjiang",
    "lin": "wangjiang",
    "sun": "songling",
    "mei": "qingfeng",
    "dong": "qingfeng",
    "ning": "qingfeng",
}
ROLES = (("li", "secretary", "qingfeng"), ("chen", "admin", "binjiang"), ("sun", "admin", "yunshan"), ("lin", "city_admin", "city"))


def _plant_tree(world: World) -> None:
    def plant(key: str, parent: Organisation | None, name: str, level: str, is_branch: bool = False) -> Organisation:
        organisation = found(parent, name, level=level, is_branch=is_branch)
        world.ids[key] = organisation.id
        return organisation

    city = plant("city", None, "和风市", "市")
    binjiang, yunshan = plant("binjiang", city, "滨江区", "区县"), plant("yunshan", city, "云山区", "区县")
    wutong, hill = plant("wutong", binjiang, "梧桐街道", "街道乡镇"), plant("songling_town", yunshan, "松岭街道", "街道乡镇")
    plant("qingfeng", wutong, "青枫里支部", "支部", is_branch=True)
    plant("wangjiang", wutong, "望江支部", "支部", is_branch=True)
    plant("songling", hill, "松岭支部", "支部", is_branch=True)


def _add_person(world: World, number: int, name: str, branch: str, password_hash: str) -> None:
    status = "disabled" if name == "dong" else "active"
    member = Member(card_number=f"000{number:03}", name=name.title(), phone=f"1990000{number:04}", branch_id=world[branch], status=status)
    db.session.add(member)
    db.session.flush()
    world.ids[name] = member.id
    db.session.add(Credential(member_id=member.id, password_hash=password_hash, first=name == "ning"))
    phone = {"device_hash": hash_device(name), "device_name": f"{name}'s phone", "created_at": LONG_AGO}
    session = Session(member_id=member.id, seed=f"seed of {name}", **phone)
    db.session.add(session)
    db.session.flush()
    world.sessions[name] = world.ids[f"session of {name}"] = session.id


def _add_device(world: World, name: str) -> None:
    device = Device(key_hash=name, public_key=name)
    db.session.add(device)
    db.session.flush()
    used = MemberDevice(member_id=world[name], device_id=device.id, name=f"{name}'s phone")
    db.session.add(used)
    db.session.flush()
    world.ids[f"device of {name}"] = used.id


def _add_course(world: World) -> None:
    course = Course(
        key="first-aid",
        organisation_id=world["city"],
        published_at=clock.now(),
        title="急救入门",
        summary="",
        category=Category(name="健康"),
        required=True,
        search_text="急救入门\njijiurumen\njjrm",
    )
    db.session.add(course)
    db.session.flush()
    world.ids["course"] = course.id
    for position, name in enumerate(("lesson", "second lesson"), start=1):
        text = {"kind": "text", "body": "**先看**安全。", "content_hash": name, "nominal_seconds": 600}
        lesson = Lesson(course_id=course.id, key=name, position=position, title=name, **text)
        db.session.add(lesson)
        db.session.flush()
        db.session.add(LessonVersion(lesson_id=lesson.id, version=1, **text))
        world.ids[name] = lesson.id


def _ask_question(world: World) -> None:
    """Wang asks under the first lesson, and Zhao answers."""
    for name, author, question in (("question", "wang", None), ("answer", "zhao", "question")):
        post = Post(lesson_id=world["lesson"], author_id=world[author], operation_id=f"{name} of the cast", body=f"{name}…")
        post.question_id = question and world[question]
        db.session.add(post)
        db.session.flush()
        world.ids[name] = post.id
    db.session.get_one(Post, world["question"]).answer_count = 1


def _add_choices(world: World) -> None:
    """A course on the city's menu that nobody has ordered, and the first course assigned to Li's branch."""
    category_id = db.session.get_one(Course, world["course"]).category_id
    menu = Course(key="on the menu", organisation_id=world["city"], category_id=category_id, title="书法", on_menu=True)
    menu.published_at, menu.search_text = clock.now(), "书法\nshufa\nsf"
    due_on = clock.today() + timedelta(days=30)
    assignment = Assignment(organisation_id=world["qingfeng"], course_id=world["course"], due_on=due_on, assigned_by=world["li"])
    db.session.add_all([menu, assignment])
    db.session.flush()
    world.ids["menu course"], world.ids["assignment"] = menu.id, assignment.id


def _begin_upload(world: World, name: str) -> None:
    upload = Upload(member_id=world[name], mark="a file", name="a.vtt", bytes=10)
    db.session.add(upload)
    db.session.flush()
    world.ids[f"upload of {name}"] = upload.id


def _tell(world: World, name: str) -> None:
    notice = Notice(member_id=world[name], kind="claim_decided", about={"meeting_id": 1, "title": "meeting", "approved": True})
    db.session.add(notice)
    db.session.flush()
    world.ids[f"notice of {name}"] = notice.id


def _hold_study(world: World) -> None:
    """A minute of Wang's waits for Li's decision; the segment itself is not told about."""
    who = {"member_id": world["wang"], "lesson_id": world["lesson"], "device": "phone", "reason": "unsigned", "day": clock.today()}
    held = HeldStudy(**who, started_ms=clock.now_ms() - 60_000, ended_ms=clock.now_ms(), studied_ms=60_000, segments=0)
    db.session.add(held)
    db.session.flush()
    world.ids["held study"] = held.id


CODE = "WANG0000000000000001"


def _add_study_papers(world: World) -> None:
    """Outside study of Wang's and of Ning's waits for Li, and Wang holds a certificate of the course."""
    amounts = {"amount": 60, "unit": "minutes", "asked_seconds": 3600}
    said = {"operation_id": "cast", "title": "读书", "kind": "outside", "studied_on": clock.today(), **amounts}
    studies = {name: OutsideStudy(member_id=world[name], **said) for name in ("wang", "ning")}
    parts = {"seconds": 1200, "study_seconds": 1200, "meeting_seconds": 0, "outside_seconds": 0}
    about = {"kind": "course", "course_id": world["course"], "about": f"course/{world['course']}", "title": "急救入门"}
    named = {"member_id": world["wang"], "name": "Wang", "branch_name": "青枫里支部", "day": clock.today()}
    certificate = Certificate(code=CODE, **about, **named, **parts)
    db.session.add_all([*studies.values(), certificate])
    db.session.flush()
    world.ids["certificate"] = certificate.id
    world.ids |= {f"outside study of {name}": study.id for name, study in studies.items()}


def _keep_books(world: World) -> None:
    """Ning had a point long ago, in a month that is closed; it was taken back. Chen asks for five points for Ning."""
    said = {"rule": "lesson_completed", "source": ("lesson", "0"), "title": "读书", "day": date(2020, 2, 3)}
    post(Posting(book=POINTS, member_id=world["ning"], branch_id=world["qingfeng"], amount=1, **said))
    entry = db.session.scalars(select(Entry)).one()
    reverse([entry], reason="记错了", actor_id=world["li"])
    world.ids["entry"] = entry.id
    world.ids["reversing entry"] = db.session.scalars(select(Entry.id).where(Entry.reverses_id == entry.id)).one()
    said = {"operation_id": "cast", "member_id": world["ning"], "book": POINTS}
    waiting = ManualAward(**said, amount=5, day=clock.today(), reason="布置会场", state="waiting", asked_by=world["chen"])
    two = {"asked_by": world["li"], "decided_by": world["chen"], "decided_at": clock.now()}
    back = {"entry_id": entry.id, "booked_id": world["reversing entry"], "amount": -1, "day": entry.day, "reason": "记错了"}
    approved = ManualAward(**said, **two, **back, state="approved")
    db.session.add_all([waiting, approved])
    db.session.flush()
    world.ids["manual award"], world.ids["approved award"] = waiting.id, approved.id
    db.session.commit()  # books are closed while nobody writes
    world.ids["closing"] = close("2020-02", None)[0].id


def _dispute(world: World) -> None:
    """Ning and Wang miss points of a meeting and wait for Li; another of Wang's is explained."""
    for name, member, state in (("nings dispute", "ning", "open"), ("dispute", "wang", "open"), ("answered dispute", "wang", "explained")):
        said = {"kind": "missing", "book": "points", "day": clock.today(), "title": "组织生活", "words": "那天我参加了。"}
        dispute = Dispute(member_id=world[member], operation_id=f"{name} of the cast", state=state, **said)
        days = {"from_day": clock.today(), "due_on": clock.today() + timedelta(days=7)}
        dispute.turns = [DisputeTurn(organisation_id=world["qingfeng"], told=[world["li"]], **days)]
        db.session.add(dispute)
        db.session.flush()
        world.ids[name] = dispute.id
    said_back = {"outcome": "explained", "sentence": "名单上没有你。", "answered_by": world["li"], "organisation_id": world["qingfeng"]}
    db.session.add(DisputeAnswer(dispute_id=dispute.id, number=1, round=1, **said_back))


def _save_report(world: World, name: str) -> None:
    """This month's hours of the branch, asked each Monday."""
    kept = {"name": "学时", "kind": "study-hours", "period": "this_month", "format": "xlsx", "language": "zh", "filters": {"by": "member"}}
    saved = SavedReport(member_id=world[name], organisation_id=world["qingfeng"], operation_id="cast", **kept)
    saved.plan("weekly", 1)
    db.session.add(saved)
    db.session.flush()
    world.ids[f"saved report of {name}"] = saved.id


def _have_report_made(world: World, name: str) -> None:
    """A report of the branch's hours was made, and its file is over."""
    days = {"first_day": date(2026, 1, 1), "last_day": date(2026, 3, 31)}
    run = ReportRun(member_id=world[name], organisation_id=world["qingfeng"], operation_id="cast", kind="study-hours", by="member", **days)
    run.query, run.format, run.language, run.state = {}, "csv", "zh", "expired"
    db.session.add(run)
    db.session.flush()
    world.ids[f"report run of {name}"] = run.id


def _plan_meetings(world: World) -> None:
    """One meeting of Li's branch is open since ten minutes, another is planned for later today."""
    branch = db.session.get_one(Organisation, world["qingfeng"])
    for name, start in (("meeting", timedelta(minutes=-5)), ("planned meeting", timedelta(hours=1))):
        starts_at = clock.now() + start
        times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=90)}
        meeting = Meeting(organisation=branch, title=name, kind="branch_meeting", place="活动室", created_by=world["li"], **times)
        db.session.add(meeting)
        db.session.flush()
        meeting.expect_everybody()
        if name == "meeting":
            meeting.opened_at, meeting.rule_id = clock.now() - timedelta(minutes=10), meeting.rule.id
        world.ids[name] = meeting.id
    _plan_year(world, meeting)


def _plan_year(world: World, meeting: Meeting) -> None:
    """The meeting for later today is the one month of its year's plan."""
    day = clock.day_of(meeting.starts_at)
    plan = YearPlan(organisation=meeting.organisation, year=day.year, fixed_day=f"day:{day.day}", created_by=world["li"])
    db.session.add(plan)
    db.session.flush()
    meeting.plan_id, meeting.fixed_on = plan.id, day
    world.ids["year plan"], world.ids["month"] = plan.id, day.month
