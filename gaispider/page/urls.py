"""Addresses as pages write them, made absolute; what is no address (a bracket in the host, a broken port) is None."""

from __future__ import annotations

from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

from lxml import etree

# Names of the parameter of a query that says which page of a listing an address is.
PAGE_PARAMETERS = r"page|paged|page_?index|page_?no|page_?num|curr?_?page|currentpage|pn|pno|p"


def base_address(root: etree._Element, url: str) -> str:
    """What the links of a page at `url` are relative to: its `base` element, unless that is no address."""
    href = next((element.get("href") for element in root.iter("base") if element.get("href")), None)
    base = absolute(url, href) if href else None
    parts = split(base) if base else None
    return base if base and parts and parts.hostname else url


def absolute(base: str, address: str) -> str | None:
    """The address made absolute."""
    try:
        joined = urljoin(base, address.strip())
        _ = urlsplit(joined).port
    except ValueError:
        return None
    return joined


def split(address: str) -> SplitResult | None:
    """`urlsplit` for what may be no address."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def without_fragment(address: str) -> str:
    """The address without `#…`, unless that is the route of a script-built site (`#/…`, `#!/…`)."""
    try:
        bare, fragment = urldefrag(address)
    except ValueError:  # no address
        return address
    return address if fragment.startswith(("/", "!/")) else bare
