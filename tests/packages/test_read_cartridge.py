"""Common Cartridges 1.1 to 1.3, as Moodle and Canvas export them: pages and media become lessons, all else is named with its reason."""

from pathlib import Path

import pytest

from tests.packages.packing import CARTRIDGE, FILM, PAPER, found_in, item, left_out, manifest, pack, page, picture, read, resource, taken

CANVAS_SETTINGS = "associatedcontent/imscc_xmlv1p{minor}/learning-application-resource"
TOPIC = '<?xml version="1.0"?><topic xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imsdt_v1p1"><title>大家怎么看</title></topic>'
LINK = '<webLink xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1"><title>急救网</title><url href="https://else.where/"/></webLink>'
QUIZ = '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment ident="q" title="小测验"/></questestinterop>'
TOOL = '<link xmlns:blti="http://www.imsglobal.org/xsd/imsbasiclti_v1p0"><blti:title>外部工具</blti:title></link>'


def canvas(minor: int = 1) -> dict[str, str | bytes]:
    """A course export as Canvas writes it: modules as items, pages in wiki_content, files in web_resources."""
    kinds = {
        "dt": f"imsdt_xmlv1p{minor}",
        "wl": f"imswl_xmlv1p{minor}",
        "qz": f"imsqti_xmlv1p2/imscc_xmlv1p{minor}/assessment",
        "lti": "imsbasiclti_xmlv1p0",
        "qb": f"imsqti_xmlv1p2/imscc_xmlv1p{minor}/question-bank",
    }
    named = "".join(item(title, name) for title, name in (("讨论", "dt"), ("链接", "wl"), ("测验", "qz"), ("工具", "lti")))
    items = item("第一单元", "", item("欢迎", "w1"), item("卡片", "f1")) + item("第二单元", "", named, item("作业", "as"))
    settings = CANVAS_SETTINGS.format(minor=minor)
    resources = (
        resource("w1", "wiki_content/huan-ying.html")
        + resource("w2", "wiki_content/unlisted.html")
        + resource("f1", "web_resources/Uploaded%20Media/card.pdf")
        + resource("f2", "web_resources/Uploaded Media/film.mp4")
        + resource("p1", "web_resources/pic tures/a.png")
        + resource("cs", "course_settings/canvas_export.txt", settings)
        + resource("as", "as/task.html", settings)
        + "".join(resource(name, "", kind, (f"{name}.xml",)) for name, kind in kinds.items())
    )
    body = (
        '<p>看图<img src="$IMS-CC-FILEBASE$/pic%20tures/a.png?canvas_download=1" alt="图"></p>'
        '<video src="%24IMS_CC_FILEBASE%24/Uploaded Media/film.mp4"></video>'
        '<a href="$WIKI_REFERENCE$/pages/other">别页</a><a href="https://else.where/">外站</a>'
    )
    return {
        "imsmanifest.xml": manifest(CARTRIDGE, items=items, resources=resources, minor=minor),
        "wiki_content/huan-ying.html": page(body),
        "wiki_content/unlisted.html": page("<p>没人指向我</p>"),
        "web_resources/Uploaded Media/card.pdf": PAPER,
        "web_resources/Uploaded Media/film.mp4": FILM,
        "web_resources/pic tures/a.png": picture(),
        "course_settings/canvas_export.txt": "Q: What did the panda say?",
        "as/task.html": page("<p>写一篇</p>"),
        "dt.xml": TOPIC,
        "wl.xml": LINK,
        "qz.xml": QUIZ,
        "lti.xml": TOOL,
        "qb.xml": QUIZ.replace("小测验", "题库"),
    }


@pytest.mark.parametrize("minor", [1, 2, 3])
def test_a_course_of_canvas_becomes_lessons_and_reasons(tmp_path: Path, minor: int) -> None:
    with read(tmp_path, pack(canvas(minor))) as found:
        assert (found.form, found.title, found.summary) == ("common_cartridge", "急救入门", "一门课。")
        assert taken(found) == [("欢迎", "text"), ("欢迎", "medium"), ("卡片", "medium")]
        assert found.lessons[0].body == "看图![图](picture-0)\n\n别页[外站](https://else.where/)"
        assert found.lessons[0].pictures[0].read_bytes() == picture()
    assert left_out(found) == {
        ("讨论", "discussion"),
        ("链接", "web_link"),
        ("测验", "quiz"),
        ("工具", "external_tool"),
        ("作业", "assignment"),
        ("题库", "question_bank"),
        ("unlisted.html", "not_in_outline"),
    }


def test_what_no_item_leads_to_is_named_by_its_own_title(tmp_path: Path) -> None:
    files = canvas()
    files["imsmanifest.xml"] = manifest(
        CARTRIDGE,
        items=item("欢迎", "w1"),
        resources="".join(
            resource(name, "", kind, (f"{name}.xml",))
            for name, kind in (
                ("dt", "imsdt_xmlv1p1"),
                ("wl", "imswl_xmlv1p1"),
                ("qz", "imsqti_xmlv1p2/x/assessment"),
                ("lti", "imsbasiclti_xmlv1p0"),
            )
        )
        + resource("w1", "wiki_content/huan-ying.html"),
    )
    names = {("大家怎么看", "discussion"), ("急救网", "web_link"), ("小测验", "quiz"), ("外部工具", "external_tool")}
    assert left_out(found_in(tmp_path, pack(files))) == names


def test_a_course_of_moodle_becomes_lessons(tmp_path: Path) -> None:
    """Moodle numbers its folders, and writes the file base without a slash."""
    items = item("主题 1", "", item("网页", "i_1"), item("", "i_2"))
    body = '<p>读 <img src="$IMS-CC-FILEBASE$../i_9/a%20b.png" alt="图"></p>'
    files = {
        "imsmanifest.xml": manifest(CARTRIDGE, items=items, resources=resource("i_1", "i_1/page.html") + resource("i_2", "i_2/急救卡.pdf")),
        "i_1/page.html": page(body),
        "i_9/a b.png": picture(),
        "i_2/急救卡.pdf": PAPER,
    }
    found = found_in(tmp_path, pack(files))
    assert taken(found) == [("网页", "text"), ("急救卡.pdf", "medium")]
    assert found.lessons[0].body == "读 ![图](picture-0)"


def test_a_picture_as_an_item_becomes_a_text_that_shows_it(tmp_path: Path) -> None:
    content = manifest(CARTRIDGE, items=item("海报", "p"), resources=resource("p", "a.png"))
    found = found_in(tmp_path, pack({"imsmanifest.xml": content, "a.png": picture()}))
    assert [(lesson.title, lesson.body) for lesson in found.lessons] == [("海报", "![](picture-0)")]
