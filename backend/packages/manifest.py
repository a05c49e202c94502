"""Read imsmanifest.xml, the outline of SCORM, Common Cartridge and IMS content packages: items in order and their resources."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from backend.packages.found import LONGEST_SUMMARY, LONGEST_TITLE, one_line
from backend.packages.read_xml import attribute, children, first, local, read_xml, text_of, unreadable

HIDDEN = ("false", "0")


@dataclass(frozen=True)
class Resource:
    """A resource; `href` and `files` are addresses from the package's root, still percent-encoded."""

    identifier: str
    type: str
    href: str
    files: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """An item of the outline, with the headings above it."""

    title: str
    above: tuple[str, ...]
    resource: str
    visible: bool


@dataclass(frozen=True)
class Manifest:
    form: str
    title: str
    summary: str
    items: tuple[Item, ...]
    resources: dict[str, Resource] = field(default_factory=dict)
    other_outlines: tuple[str, ...] = ()


def read_manifest(content: bytes) -> Manifest:
    """The manifest. Raises Refused when it can't be read, is no manifest, or is unsafe."""
    root = read_xml(content)
    if local(root.tag) != "manifest":
        raise unreadable()
    outlines = [one for whole in children(root, "organizations") for one in children(whole, "organization")]
    chosen = _chosen(root, outlines)
    general = first(root, "metadata", "lom", "general")
    titles = (_said(first(general, "title")), _title(chosen))
    return Manifest(
        form=_form(root),
        title=next((title for title in titles if title), ""),
        summary=one_line(_said(first(general, "description")), LONGEST_SUMMARY),
        items=tuple(_items(chosen)) if chosen is not None else (),
        resources={one.identifier: one for one in _resources(root)},
        other_outlines=tuple(_title(one) or attribute(one, "identifier") for one in outlines if one is not chosen),
    )


def _chosen(root: Element, outlines: list[Element]) -> Element | None:
    """The outline that the package names as its own, else the first."""
    whole = first(root, "organizations")
    name = attribute(whole, "default") if whole is not None else ""
    return next((one for one in outlines if attribute(one, "identifier") == name), outlines[0] if outlines else None)


def _said(words: Element | None) -> str:
    """The first of the languages in which the metadata says something."""
    said = (text_of(one) for name in ("string", "langstring") for one in (children(words, name) if words is not None else []))
    return one_line(next((text for text in said if text), ""), LONGEST_SUMMARY)


def _title(element: Element | None) -> str:
    return one_line(text_of(first(element, "title")), LONGEST_TITLE)


def _items(outline: Element, above: tuple[str, ...] = (), visible: bool = True) -> Iterator[Item]:
    """The items in reading order. The depth of the recursion is bounded by that of the document."""
    for element in children(outline, "item"):
        title, shown = _title(element), visible and attribute(element, "isvisible").strip().lower() not in HIDDEN
        if attribute(element, "identifierref"):
            yield Item(title, above, attribute(element, "identifierref").strip(), shown)
        yield from _items(element, (*above, title) if title else above, shown)


def _resources(root: Element) -> Iterator[Resource]:
    for whole in children(root, "resources"):
        for element in children(whole, "resource"):
            base = urljoin(urljoin(attribute(root, "base"), attribute(whole, "base")), attribute(element, "base"))
            hrefs = (attribute(file, "href").strip() for file in children(element, "file"))
            yield Resource(
                identifier=attribute(element, "identifier").strip(),
                type=attribute(element, "type").strip().lower(),
                href=_from(base, attribute(element, "href").strip()),
                files=tuple(_from(base, href) for href in hrefs if href),
                needs=tuple(attribute(one, "identifierref").strip() for one in children(element, "dependency")),
            )


def _from(base: str, href: str) -> str:
    return urljoin(base, href) if base and href else href


def _form(root: Element) -> str:
    """Which standard the package follows, by its schema's name and version, else by its namespaces."""
    metadata = first(root, "metadata")
    schema, version = (text_of(first(metadata, name)).lower() for name in ("schema", "schemaversion"))
    names = " ".join({key for element in root.iter() if isinstance(element.tag, str) for key in (element.tag, *element.attrib)}).lower()
    if "common cartridge" in schema or "imsccv1p" in root.tag.lower():
        return "common_cartridge"
    if "adlcp_v1p3" in names or ("scorm" in schema and ("2004" in version or "1.3" in version)):
        return "scorm_2004"
    if "adlcp_rootv1p2" in names or "scorm" in schema:
        return "scorm_1_2"
    return "content_package"
