"""Packages as other platforms write them, built in the test."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape
from zlib import crc32

import pytest
from PIL import Image

from backend.core.errors import Refused
from backend.packages.found import Found
from backend.packages.read_package import read_package
from backend.packages.unpack import open_package

COURSES = Path(__file__).parents[2] / "backend/demo/content/courses"
FILM = (COURSES / "first-aid-basics/03-chest-compressions.mp4").read_bytes()
PAPER = (COURSES / "first-aid-basics/05-first-aid-card.pdf").read_bytes()
CAPTIONS = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n双手交叠\n"

SCORM_12 = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<manifest identifier="{title}" version="1"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd
    http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="ORG"><organization identifier="ORG"><title>{title}</title>{items}</organization></organizations>
  <resources>{resources}</resources>
</manifest>"""
SCORM_2004 = """<?xml version="1.0" encoding="utf-8"?>
<manifest identifier="urn:{title}" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"
  xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 3rd Edition</schemaversion></metadata>
  <organizations default="B0"><organization identifier="B0" adlseq:objectivesGlobalToSystem="false"><title>{title}</title>{items}
    <imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing></organization></organizations>
  <resources>{resources}</resources>
</manifest>"""
CARTRIDGE = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="i4f2" xmlns="http://www.imsglobal.org/xsd/imsccv1p{minor}/imscp_v1p1"
  xmlns:lom="http://ltsc.ieee.org/xsd/imsccv1p{minor}/LOM/resource"
  xmlns:lomimscc="http://ltsc.ieee.org/xsd/imsccv1p{minor}/LOM/manifest">
  <metadata><schema>IMS Common Cartridge</schema><schemaversion>1.{minor}.0</schemaversion>
    <lomimscc:lom><lomimscc:general>
      <lomimscc:title><lomimscc:string language="zh-CN">{title}</lomimscc:string></lomimscc:title>
      <lomimscc:description><lomimscc:string>一门课。</lomimscc:string></lomimscc:description>
    </lomimscc:general></lomimscc:lom></metadata>
  <organizations><organization identifier="org_1" structure="rooted-hierarchy"><item identifier="LearningModules">{items}</item>
    </organization></organizations>
  <resources>{resources}</resources>
</manifest>"""


def item(title: str, resource: str = "", *inside: str, more: str = "") -> str:
    reference = f' identifierref="{resource}"' if resource else ""
    number = crc32((title + resource).encode())
    return f'<item identifier="I_{number}"{reference} {more}><title>{escape(title)}</title>{"".join(inside)}</item>'


def resource(identifier: str, href: str, kind: str = "webcontent", files: tuple[str, ...] = (), more: str = "") -> str:
    named = "".join(f'<file href="{escape(file)}"/>' for file in files or (href,))
    where = f' href="{escape(href)}"' if href else ""
    return f'<resource identifier="{identifier}" type="{kind}"{where} {more}>{named}</resource>'


def manifest(form: str, *, items: str = "", resources: str = "", title: str = "急救入门", minor: int = 1) -> str:
    return form.format(title=title, items=items, resources=resources, minor=minor)


def one_item(href: str, title: str = "第一课", **more: str) -> str:
    """A SCORM 1.2 manifest with one item."""
    return manifest(SCORM_12, items=item(title, "R"), resources=resource("R", href, more='adlcp:scormtype="sco"', **more))


def page(body: str, head: str = "", charset: str = "utf-8") -> str:
    return f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>页</title>{head}</head><body>{body}</body></html>'


def picture(kind: str = "PNG", colour: str = "red") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, kind)
    return file.getvalue()


def pack(files: Mapping[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


@contextmanager
def read(folder: Path, content: bytes, name: str = "course.zip") -> Iterator[Found]:
    """What is found in a package. Afterwards nothing of it may be left."""
    file, workplace = folder / "package.zip", folder / "workplace"
    file.write_bytes(content)
    try:
        with open_package(file, workplace) as package:
            yield read_package(package, name)
    finally:
        assert not list(workplace.iterdir()), "something of the package was left behind"


def found_in(folder: Path, content: bytes, name: str = "course.zip") -> Found:
    with read(folder, content, name) as found:
        return found


def refusal_of(folder: Path, content: bytes) -> str:
    """The code with which a package is refused. Nothing may lie anywhere then but the package itself."""
    with pytest.raises(Refused) as refusal:
        found_in(folder, content)
    assert refusal.value.status == 422
    assert {path.name for path in folder.rglob("*")} == {"package.zip", "workplace"}
    return refusal.value.code


def taken(found: Found) -> list[tuple[str, str]]:
    return [(lesson.title, lesson.kind) for lesson in found.lessons]


def left_out(found: Found) -> set[tuple[str, str]]:
    return {(one.title, one.why) for one in found.left_out}
