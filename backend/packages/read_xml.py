"""Read XML that a stranger wrote: no entities, no documents from elsewhere, no more elements than a course has."""

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from backend.packages.entry_names import refused

MOST_ELEMENTS = 200_000
DEEPEST = 100
# The parser knows no Chinese encodings; manifests in them exist.
CHINESE = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["'](gb2312|gbk|gb18030)["'][^>]{0,100}\?>""", re.IGNORECASE)


class _Bounded(TreeBuilder):
    """A tree of bounded size and depth."""

    def __init__(self) -> None:
        super().__init__()
        self._count = self._depth = 0

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self._count, self._depth = self._count + 1, self._depth + 1
        if self._count > MOST_ELEMENTS or self._depth > DEEPEST:
            raise unreadable()
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def read_xml(content: bytes) -> Element:
    """The root of an XML document. Raises Refused (package_manifest_unreadable, package_manifest_unsafe)."""
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(_in_a_known_encoding(content))
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise refused("package_manifest_unsafe", "The package's manifest defines entities, which no course needs.") from error
    except (ParseError, ValueError, LookupError, AssertionError) as error:
        raise unreadable() from error
    return root


def unreadable() -> Exception:
    return refused("package_manifest_unreadable", "The package's manifest can't be read: export the package again.")


def _in_a_known_encoding(content: bytes) -> bytes:
    if not CHINESE.match(content):
        return content
    return content[content.index(b"?>") + 2 :].decode("gb18030").encode()


def local(name: str) -> str:
    """An element's or attribute's name without its namespace: every version of the standards has namespaces of its own."""
    return name.rpartition("}")[2].lower()


def children(element: Element, name: str) -> list[Element]:
    return [child for child in element if isinstance(child.tag, str) and local(child.tag) == name]


def first(element: Element | None, *path: str) -> Element | None:
    """The first element at the end of a path of names."""
    for name in path:
        found = children(element, name) if element is not None else []
        element = found[0] if found else None
    return element


def text_of(element: Element | None) -> str:
    """All text inside an element."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")
