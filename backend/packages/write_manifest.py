"""Write a course as Common Cartridge 1.1 or SCORM 1.2: its pages, their files, and the manifest that lists them."""

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from backend.packages.packed import File, PackedCourse
from backend.packages.write_pages import PackedPage, files_of, pages_of

CC = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
CC_SCHEMAS = (
    f"{CC} http://www.imsglobal.org/profile/cc/ccv1p1/ccv1p1_imscp_v1p2_v1p0.xsd"
    f" {LOM} http://www.imsglobal.org/profile/cc/ccv1p1/LOM/ccv1p1_lommanifest_v1p0.xsd"
)
SCRIPT = "scorm.js"
# Tells the platform that a lesson was opened, and that it was read, or heard to its end. Old platforms run old browsers: no new syntax.
REPORT = """(function () {
  function find(from) {
    for (var i = 0; from && i < 20; i++) {
      if (from.API) return from.API;
      if (from === from.parent) return null;
      from = from.parent;
    }
    return null;
  }
  var api = find(window) || (window.opener && find(window.opener));
  if (!api) return;
  api.LMSInitialize("");
  function done() {
    api.LMSSetValue("cmi.core.lesson_status", "completed");
    api.LMSCommit("");
  }
  window.addEventListener("load", function () {
    var player = document.querySelector("video, audio");
    if (player) {
      if (api.LMSGetValue("cmi.core.lesson_status") === "not attempted") api.LMSSetValue("cmi.core.lesson_status", "incomplete");
      player.addEventListener("ended", done);
    } else done();
  });
  window.addEventListener("pagehide", function () { api.LMSFinish(""); });
})();
"""


def cartridge_files(course: PackedCourse) -> Iterator[File]:
    """A Common Cartridge 1.1: the version that every platform reads."""
    pages = list(pages_of(course))
    root = Element("manifest", {"identifier": "M1", "xmlns": CC, "xmlns:lomimscc": LOM, "xmlns:xsi": XSI, "xsi:schemaLocation": CC_SCHEMAS})
    metadata = _metadata(root, "IMS Common Cartridge", "1.1.0")
    general = SubElement(SubElement(metadata, "lomimscc:lom"), "lomimscc:general")
    for name, said in (("title", course.title), ("description", course.summary)):
        if said:
            SubElement(SubElement(general, f"lomimscc:{name}"), "lomimscc:string").text = said
    organizations = SubElement(root, "organizations")
    outline = SubElement(organizations, "organization", {"identifier": "O1", "structure": "rooted-hierarchy"})
    _items(SubElement(outline, "item", {"identifier": "ROOT"}), pages)
    _resources(root, pages, {})
    yield from files_of(pages)
    yield "imsmanifest.xml", _text(root)


def scorm_files(course: PackedCourse) -> Iterator[File]:
    """SCORM 1.2: a SCO for each lesson, which reports that it was read or heard to its end."""
    pages = list(pages_of(course, script=SCRIPT))
    root = Element("manifest", {"identifier": "M1", "version": "1.0", "xmlns": CP, "xmlns:adlcp": ADL})
    _metadata(root, "ADL SCORM", "1.2")
    organizations = SubElement(root, "organizations", {"default": "O1"})
    outline = SubElement(organizations, "organization", {"identifier": "O1"})
    SubElement(outline, "title").text = course.title
    _items(outline, pages)
    _resources(root, pages, {"adlcp:scormtype": "sco"}, SCRIPT)
    yield SCRIPT, REPORT
    yield from files_of(pages)
    yield "imsmanifest.xml", _text(root)


def _metadata(root: Element, schema: str, version: str) -> Element:
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = schema
    SubElement(metadata, "schemaversion").text = version
    return metadata


def _items(above: Element, pages: list[PackedPage]) -> None:
    for number, page in enumerate(pages, start=1):
        item = SubElement(above, "item", {"identifier": f"I{number}", "identifierref": f"R{number}"})
        SubElement(item, "title").text = page.lesson.title


def _resources(root: Element, pages: list[PackedPage], facts: dict[str, str], *more: str) -> None:
    resources = SubElement(root, "resources")
    for number, page in enumerate(pages, start=1):
        named = {"identifier": f"R{number}", "type": "webcontent", "href": page.name, **facts}
        resource = SubElement(resources, "resource", named)
        for name in (page.name, *(name for name, _ in page.files), "style.css", *more):
            SubElement(resource, "file", {"href": name})


def _text(root: Element) -> str:
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode")
