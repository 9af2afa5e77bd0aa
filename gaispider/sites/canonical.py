"""One URL for one page, and whether a URL is a site's own. Pure string work: nothing is asked of the network.

A canonical URL is an identity, not an address: it always reads `http://`, so that a site's move to https keeps its ids.
"""

from __future__ import annotations

import functools
import posixpath
import re
from urllib.parse import SplitResult, quote, unquote, urlsplit

from gaispider.reference import Phrases
from gaispider.sites.model import Site

_DEFAULT_PORT = {"http": 80, "https": 443}
# TRS t2026…_app.shtml, _wap.html, _mob; NFCMS mpost_123.html (docs/field-guide.md, 1.1 and 1.5).
_DEVICE = re.compile(r"(?<=\d)_(?:app|wap|mob)(?=\.s?html?$)", re.IGNORECASE)
_MOBILE_POST = re.compile(r"/mpost_(?=\d+\.html?$)")
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.IGNORECASE)
_NOISE = Phrases("addresses.tsv", "noise_parameter", flags=re.IGNORECASE)
_SHARED_FROM = frozenset({"timeline", "singlemessage", "groupmessage"})
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# A backslash or blank in the authority is read as different hosts by different clients.
_UNSAFE_AUTHORITY = re.compile(r"[\\\s\x00-\x1f]")


def canonical_url(url: str, site: Site | None = None) -> str:
    """The one URL of a page: scheme, host case, default port, session ids, device variants, noise parameters,
    parameter order and fragment settled, then the site's `twins`. A string that is no http(s) URL comes back stripped.
    """
    plain = _plain(url)
    if plain is None:
        return url.strip()
    if site is not None and site.twins:
        for prefix, target in _twins(tuple(site.twins.items())):
            if plain.startswith(prefix):
                return target + plain[len(prefix) :]
    return plain


def belongs(url: str, site: Site) -> bool:
    """Whether a URL lies on one of the site's hosts, below the path prefix where the host is listed with one."""
    parts = _split(url)
    if parts is None:
        return False
    host, path = _authority(parts), unquote(_path(parts.path))
    # An escaped slash or dot-dot that only shows after decoding must not leave the prefix.
    if "\\" in path or ".." in path.split("/"):
        return False
    return any(_allows(entry, host, path) for entry in site.hosts)


def _allows(entry: str, host: str, path: str) -> bool:
    allowed, _, prefix = entry.partition("/")
    allowed = allowed.lower().removesuffix(":80").removesuffix(":443")
    prefix = prefix.strip("/")
    return allowed == host and (not prefix or path == f"/{prefix}" or path.startswith(f"/{prefix}/"))


@functools.lru_cache(maxsize=4096)
def _twins(pairs: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Prefixes in canonical form, the longest first, so that a twin of a folder wins over one of its host."""
    found = [(_plain(left) or left, _plain(right) or right) for left, right in pairs]
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


def _plain(url: str) -> str | None:
    parts = _split(url)
    if parts is None:
        return None
    query = _query(parts.query)
    # A route of a script-built site (#/report/12, #!/12) tells pages apart; any other fragment is a place on one page.
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
    # Both default ports are dropped whatever the scheme: an entry names a host once for http and https.
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"


def _path(path: str) -> str:
    path = _PATH_SESSION.sub("", _escapes(path)) or "/"
    if "/./" in path or "/../" in path or path.endswith(("/.", "/..")):
        directory = path.endswith(("/", "/.", "/.."))
        path = posixpath.normpath("/" + path.lstrip("/"))
        path += "/" if directory and path != "/" else ""
    return _MOBILE_POST.sub("/post_", _DEVICE.sub("", path))


def _escapes(text: str) -> str:
    """Percent escapes in one spelling (RFC 3986, 6.2.2): upper-case hex, none for unreserved characters."""

    def settle(match: re.Match[str]) -> str:
        byte = int(match[1], 16)
        return chr(byte) if byte in _UNRESERVED else f"%{byte:02X}"

    return quote(_ESCAPE.sub(settle, text), safe="/:;=@!$&'()*+,%~?[]")


def _query(query: str) -> str:
    kept = []
    for pair in query.replace("&amp;", "&").split("&"):
        name, _, value = pair.partition("=")
        if pair and not _NOISE.find(name) and not (name == "from" and value in _SHARED_FROM):
            kept.append((name, _escapes(pair)))
    return "&".join(pair for _, pair in sorted(kept, key=lambda item: item[0]))
