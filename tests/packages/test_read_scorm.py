"""SCORM 1.2 and 2004 packages, as Moodle takes them and authoring programs write them, become lessons in their order."""

from pathlib import Path

import pytest

from tests.packages.packing import (
    CAPTIONS,
    FILM,
    PAPER,
    SCORM_12,
    SCORM_2004,
    found_in,
    item,
    left_out,
    manifest,
    one_item,
    pack,
    page,
    picture,
    read,
    resource,
    taken,
)

NO_LESSON_OF_ARTICULATE = '<div id="app"></div><script>window.globalProvideData("slide", "{}")</script><noscript>Turn on scripts</noscript>'


@pytest.mark.parametrize(("form", "name"), [(SCORM_12, "scorm_1_2"), (SCORM_2004, "scorm_2004")])
def test_the_items_become_lessons_in_their_order(tmp_path: Path, form: str, name: str) -> None:
    items = item("为什么学", "R1") + item("第一章", "", item("看一看", "R3"), item("读一读", "R2"))
    resources = "".join(resource(f"R{n}", href) for n, href in ((1, "a/1.html"), (2, "a/2.pdf"), (3, "a/3.mp4")))
    files = {"imsmanifest.xml": manifest(form, items=items, resources=resources), "a/1.html": page("<h1>急救</h1><p>先看<b>安全</b>。</p>")}
    found = found_in(tmp_path, pack({**files, "a/2.pdf": PAPER, "a/3.mp4": FILM}))
    assert (found.form, found.title) == (name, "急救入门")
    assert taken(found) == [("为什么学", "text"), ("看一看", "medium"), ("读一读", "medium")]
    assert found.lessons[0].body == "# 急救\n\n先看**安全**。"
    assert [lesson.medium_name for lesson in found.lessons] == ["", "3.mp4", "2.pdf"]
    assert not found.left_out


def test_a_page_with_a_film_becomes_a_text_and_a_film_with_captions(tmp_path: Path) -> None:
    film = '<video title="示范"><source src="media/film.mp4?v=2#t=1"><track src="media/film.vtt" srclang="zh"></video>'
    files = {"1.html": page(f"<p>先读这段。</p>{film}"), "media/film.mp4": FILM, "media/film.vtt": CAPTIONS}
    with read(tmp_path, pack({"imsmanifest.xml": one_item("1.html"), **files})) as found:
        assert taken(found) == [("第一课", "text"), ("第一课", "medium")]
        assert found.lessons[0].body == "先读这段。"
        assert [(one.language, one.path.read_text()) for one in found.lessons[1].captions] == [("zh", CAPTIONS)]
        assert found.lessons[1].medium is not None
        assert found.lessons[1].medium.read_bytes() == FILM


def test_a_page_that_only_shows_a_film_becomes_the_film(tmp_path: Path) -> None:
    files = {"1.html": page('<h1>第一课</h1><video src="film.mp4"></video>'), "film.mp4": FILM, "film.en.vtt": CAPTIONS}
    found = found_in(tmp_path, pack({"imsmanifest.xml": one_item("1.html"), **files}))
    assert taken(found) == [("第一课", "medium")]
    assert [one.language for one in found.lessons[0].captions] == ["en"]


@pytest.mark.parametrize(
    "player",
    [
        '<object data="card.pdf" type="application/pdf"></object>',
        '<embed src="card.pdf">',
        '<iframe src="card.pdf"></iframe>',
        '<a href="card.pdf">急救卡</a>',
    ],
)
def test_a_paper_shown_or_linked_becomes_a_lesson(tmp_path: Path, player: str) -> None:
    found = found_in(tmp_path, pack({"imsmanifest.xml": one_item("1.html"), "1.html": page(f"<p>看卡片</p>{player}"), "card.pdf": PAPER}))
    assert [lesson.medium_name for lesson in found.lessons] == ["", "card.pdf"]


def test_pictures_come_along_under_numbers(tmp_path: Path) -> None:
    body = '<p>看<img src="p/a.png" alt="[一] 图">和<img src="p/b.jpg">再看<img src="p/a.png" alt="图"></p>'
    files = {"x/1.html": page(body), "x/p/a.png": picture(), "x/p/b.jpg": picture("JPEG")}
    with read(tmp_path, pack({"imsmanifest.xml": one_item("x/1.html"), **files})) as found:
        assert found.lessons[0].body == "看![(一) 图](picture-0)和![](picture-1)再看![图](picture-0)"
        assert [path.read_bytes() for path in found.lessons[0].pictures] == [files["x/p/a.png"], files["x/p/b.jpg"]]


def test_one_video_on_two_pages_becomes_one_lesson(tmp_path: Path) -> None:
    items = item("一", "R1") + item("二", "R2")
    films = {f"{n}.html": page(f'<p>{n}</p><video src="film.mp4"></video>') for n in (1, 2)}
    files = {"imsmanifest.xml": manifest(SCORM_12, items=items, resources=resource("R1", "1.html") + resource("R2", "2.html"))}
    assert taken(found_in(tmp_path, pack({**files, **films, "film.mp4": FILM}))) == [("一", "text"), ("一", "medium"), ("二", "text")]


def test_a_program_stands_for_the_media_and_pages_among_its_files(tmp_path: Path) -> None:
    """As Articulate writes it: one page that is a program, the films beside it."""
    names = (
        "scormcontent/index.html",
        "scormcontent/assets/intro.mp4",
        "scormcontent/assets/card.pdf",
        "scormcontent/lib/a.js",
        "more.html",
    )
    files = {"scormcontent/index.html": page(NO_LESSON_OF_ARTICULATE), names[1]: FILM, names[2]: PAPER, names[3]: "alert(1)"}
    content = {"imsmanifest.xml": one_item(names[0], "急救", files=names), **files, "more.html": page("<p>正文</p>")}
    found = found_in(tmp_path, pack(content))
    assert taken(found) == [("intro", "medium"), ("card", "medium"), ("页", "text")]
    assert left_out(found) == {("急救", "program")}


def test_a_frameset_leads_to_its_pages(tmp_path: Path) -> None:
    frames = '<html><frameset><frame src="nav.html"><frame src="content.html"></frameset></html>'
    files = {"1.html": frames, "nav.html": page("<script>x</script>"), "content.html": page("<p>正文在此。</p>")}
    assert [lesson.body for lesson in found_in(tmp_path, pack({"imsmanifest.xml": one_item("1.html"), **files})).lessons] == ["正文在此。"]


def test_what_is_hidden_missing_or_of_another_kind_is_named(tmp_path: Path) -> None:
    items = item("藏", "R1", more='isvisible="false"') + item("丢", "R2") + item("无", "R9") + item("文档", "R3") + item("读", "R4")
    resources = resource("R1", "1.html") + resource("R2", "gone.html") + resource("R3", "a.docx") + resource("R4", "4.html")
    foreign = '<img src="https://else.where/b.png"><audio src="https://else.where/c.mp3"></audio>'
    body = page(f'<p>读</p><img src="a.svg">{foreign}<a href="a.docx">附件</a>')
    files = {"imsmanifest.xml": manifest(SCORM_12, items=items, resources=resources), "1.html": page("<p>藏</p>"), "a.docx": "x"}
    found = found_in(tmp_path, pack({**files, "4.html": body, "a.svg": "<svg onload='alert(1)'/>"}))
    assert taken(found) == [("读", "text")]
    assert left_out(found) == {
        ("藏", "hidden"),
        ("丢", "missing_file"),
        ("无", "missing_file"),
        ("文档", "kind_not_taken"),
        ("读: a.svg", "vector_picture"),
        ("读: https://else.where/b.png", "remote_picture"),
        ("读: https://else.where/c.mp3", "remote_medium"),
        ("读: 附件", "kind_not_taken"),
    }


def test_items_of_one_title_are_told_apart_by_their_heading(tmp_path: Path) -> None:
    items = item("甲", "", item("导言", "R1")) + item("乙", "", item("导言", "R2"), item("结语", "R3"))
    resources = "".join(resource(f"R{n}", f"{n}.html") for n in (1, 2, 3))
    pages = {f"{n}.html": page(f"<p>{n}</p>") for n in (1, 2, 3)}
    found = found_in(tmp_path, pack({"imsmanifest.xml": manifest(SCORM_12, items=items, resources=resources), **pages}))
    assert taken(found) == [("甲 · 导言", "text"), ("乙 · 导言", "text"), ("结语", "text")]


def test_the_named_outline_is_taken_and_the_other_one_told(tmp_path: Path) -> None:
    second = f'<organization identifier="SHORT"><title>短版</title>{item("短", "R")}</organization></organizations>'
    content = one_item("1.html").replace("</organizations>", second)
    files = {"imsmanifest.xml": content, "1.html": page("<p>正文</p>")}
    found = found_in(tmp_path, pack(files))
    assert (taken(found), left_out(found)) == ([("第一课", "text")], {("短版", "other_outline")})
    shorter = found_in(tmp_path, pack({**files, "imsmanifest.xml": content.replace('default="ORG"', 'default="SHORT"')}))
    assert (taken(shorter), shorter.title) == ([("短", "text")], "短版")


def test_bases_are_followed(tmp_path: Path) -> None:
    content = (
        one_item("1.html").replace("<resource ", '<resource xml:base="deep/" ').replace("<resources>", '<resources xml:base="course/">')
    )
    assert taken(found_in(tmp_path, pack({"imsmanifest.xml": content, "course/deep/1.html": page("<p>正文</p>")}))) == [("第一课", "text")]


@pytest.mark.parametrize(
    "href", ["第 1 课.html", "%E7%AC%AC%201%20%E8%AF%BE.html", "%B5%DA%201%20%BF%CE.html", "第 1 课.html?a=1#top", "./第 1 课.HTML"]
)
def test_addresses_are_found_however_they_are_written(tmp_path: Path, href: str) -> None:
    found = found_in(tmp_path, pack({"imsmanifest.xml": one_item(href), "第 1 课.html": page("<p>正文</p>")}))
    assert taken(found) == [("第一课", "text")]


def test_file_names_in_gbk_are_read(tmp_path: Path) -> None:
    """As WinRAR and Windows pack them in China: GBK, and nothing says so."""
    content = pack({"imsmanifest.xml": one_item("急救/一.html"), "_______.html": page("<p>正文</p>")})
    content = content.replace(b"_______.html", "急救/一.html".encode("gbk"))
    assert taken(found_in(tmp_path, content)) == [("第一课", "text")]


def test_a_manifest_in_gb2312_is_read(tmp_path: Path) -> None:
    content = one_item("1.html", "安全第一").replace('encoding="UTF-8"', 'encoding="GB2312"').encode("gb2312")
    found = found_in(tmp_path, pack({"imsmanifest.xml": content, "1.html": page("<p>正文</p>", charset="gb2312").encode("gb2312")}))
    assert [(lesson.title, lesson.body) for lesson in found.lessons] == [("安全第一", "正文")]


def test_a_folder_packed_instead_of_its_content_is_entered(tmp_path: Path) -> None:
    files = {"我的课/imsmanifest.xml": one_item("1.html"), "我的课/1.html": page("<p>正文</p>"), "__MACOSX/我的课/._1.html": b"\0\5"}
    assert taken(found_in(tmp_path, pack(files))) == [("第一课", "text")]


def test_a_package_without_an_outline_is_taken_by_its_resources(tmp_path: Path) -> None:
    content = manifest(SCORM_12, resources=resource("R1", "1.html") + resource("R2", "film.mp4"))
    assert taken(found_in(tmp_path, pack({"imsmanifest.xml": content, "1.html": page("<p>正文</p>"), "film.mp4": FILM}))) == [
        ("1.html", "text"),
        ("film.mp4", "medium"),
    ]


def test_more_lessons_than_a_course_may_have_are_named(tmp_path: Path) -> None:
    items = "".join(item(f"课{n}", f"R{n}") for n in range(205))
    resources = "".join(resource(f"R{n}", f"{n}.html") for n in range(205))
    pages = {f"{n}.html": page(f"<p>{n}</p>") for n in range(205)}
    found = found_in(tmp_path, pack({"imsmanifest.xml": manifest(SCORM_12, items=items, resources=resources), **pages}))
    assert len(found.lessons) == 200
    assert left_out(found) == {(f"课{n}", "too_many_lessons") for n in range(200, 205)}
