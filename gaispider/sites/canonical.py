"""Canonical URLs of pages, and whether a URL belongs to a site. Uses no network.

A canonical URL identifies a page; it is not an address. Its scheme is always http, so that ids stay the same when a
site moves to https.
"""

from __future__ import annotations

import functools
import posixpath
import re
from urllib.parse import SplitResult, quote, unquote, urlsplit

from gaispider.reference import Phrases
from gaispider.sites.model import Accepted, Site

_DEFAULT_PORT = {"http": 80, "https": 443}
# TRS t2026…_app.shtml, _wap.html, _mob; NFCMS mpost_123.html (docs/field-guide.md, 1.1 and 1.5).
_DEVICE = re.compile(r"(?<=\d)_(?:app|wap|mob)(?=\.s?html?$)", re.IGNORECASE)
_MOBILE_POST = re.compile(r"/mpost_(?=\d+\.html?$)")
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.IGNORECASE)
_NOISE = Phrases("addresses.tsv", "noise_parameter", flags=re.IGNORECASE)
_SHARED_FROM = frozenset({"timeline", "singlemessage", "groupmessage"})
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# Clients disagree on the host of a URL with a backslash or blank in its authority.
_UNSAFE_AUTHORITY = re.compile(r"[\\\s\x00-\x1f]")


def canonical_url(url: str, site: Site | None = None) -> str:
    """The canonical URL of a page; a string that is no http(s) URL is only stripped.

    Normalised are scheme, host case, default port, session ids, device variants, noise parameters, parameter order and
    fragment. Then the site's `twins` are applied.
    """
    canonical = _canonical_form(url)
    if canonical is None:
        return url.strip()
    if site is not None and site.twins:
        for prefix, target in _twins(tuple(site.twins.items())):
            if canonical.startswith(prefix):
                return target + canonical[len(prefix) :]
    return canonical


def belongs(url: str, site: Site) -> bool:
    """Whether a URL is on one of the site's hosts, and below its path prefix if the host has one."""
    parts = _split(url)
    if parts is None:
        return False
    host, path = _authority(parts), unquote(_path(parts.path))
    # Checked after decoding, so that escaped dots and slashes cannot leave the path prefix.
    if "\\" in path or ".." in path.split("/"):
        return False
    return any(_allows(entry, host, path) for entry in site.hosts)


def accepted_gap(url: str, site: Site) -> Accepted | None:
    """The known gap of the listing at a canonical URL."""
    return next((gap for address, gap in site.accept.items() if canonical_url(address, site) == url), None)


def _allows(entry: str, host: str, path: str) -> bool:
    allowed, _, prefix = entry.partition("/")
    allowed = allowed.lower().removesuffix(":80").removesuffix(":443")
    prefix = prefix.strip("/")
    # `*.panshi.gov.cn`: the domain and all below it. No entry has it, only discovery, which knows no hosts yet.
    same = allowed == host or (allowed.startswith("*.") and f".{host}".endswith(allowed[1:]))
    return same and (not prefix or path == f"/{prefix}" or path.startswith(f"/{prefix}/"))


@functools.lru_cache(maxsize=4096)
def _twins(pairs: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Canonical prefix pairs, the longest first, so that the twin of a folder precedes that of its host."""
    found = [(_canonical_form(left) or left, _canonical_form(right) or right) for left, right in pairs]
    return sorted(found, key=lambda pair: -len(pair[0]))


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port  # raises where the port is no number
    except ValueError:
        return None
    if parts.scheme.lower() not in _DEFAULT_PORT or not parts.hostname or _UNSAFE_AUTHORITY.search(parts.netloc):
        return None
    return parts


def _canonical_form(url: str) -> str | None:
    parts = _split(url)
    if parts is None:
        return None
    query = _query(parts.query)
    # A route (#/report/12, #!/12) identifies a page of a script-built site; any other fragment is a place on a page.
    route = f"#{_escapes(parts.fragment)}" if parts.fragment.startswith(("/", "!/")) else ""
    return f"http://{_authority(parts)}{_path(parts.path)}" + (f"?{query}" if query else "") + route


def _authority(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower().rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            host = quote(host)
    if ":" in host:
        host = f"[{host}]"
    # Both default ports are dropped for both schemes, so that an entry lists a host once for http and https.
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"


def _path(path: str) -> str:
    path = _PATH_SESSION.sub("", _escapes(path)) or "/"
    if "/./" in path or "/../" in path or path.endswith(("/.", "/..")):
        directory = path.endswith(("/", "/.", "/.."))
        path = posixpath.normpath("/" + path.lstrip("/"))
        path += "/" if directory and path != "/" else ""
    return _MOBILE_POST.sub("/post_", _DEVICE.sub("", path))


def _escapes(text: str) -> str:
    """Normalise percent escapes (RFC 3986, 6.2.2): upper-case hex, no escapes of unreserved characters."""

    def normalise(match: re.Match[str]) -> str:
        byte = int(match[1], 16)
        return chr(byte) if byte in _UNRESERVED else f"%{byte:02X}"

    return quote(_ESCAPE.sub(normalise, text), safe="/:;=@!$&'()*+,%~?[]")


def _query(query: str) -> str:
    kept = []
    for pair in query.replace("&amp;", "&").split("&"):
        name, _, value = pair.partition("=")
        if pair and not _NOISE.find(name) and not (name == "from" and value in _SHARED_FROM):
            kept.append((name, _escapes(pair)))
    return "&".join(pair for _, pair in sorted(kept, key=lambda item: item[0]))
