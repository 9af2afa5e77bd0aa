"""A second HTTP client, libcurl: for answers that break HTTP in ways that browsers read, and for files, kept on disk.

No other client kept the heads of so many odd answers (docs/faults.md). Where a body ends is decided in framing.py.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal
from urllib.parse import urlsplit

import pycurl

from gaispider.crawl.net.clients.framing import Framing, FramingError
from gaispider.files import BodyDigest

Headers = list[tuple[str, str]]
Fault = Literal["refused", "timeout", "connection", "cut", "too_large"]

# Bytes of a body that are kept in memory; what is larger goes into a file.
IN_MEMORY = 1 << 20
# Names of such files, so that those of a killed run can be told.
BODY_PREFIX = ".body."
# Bytes of status line and headers; the limit of browsers.
_MAX_HEAD = 1 << 18
_FAULTS: dict[int, Fault] = {
    pycurl.E_COULDNT_CONNECT: "refused",
    pycurl.E_OPERATION_TIMEDOUT: "timeout",
}


class WireError(Exception):
    """No whole answer. `fault` says why in one word."""

    def __init__(self, fault: Fault, sentence: str) -> None:
        super().__init__(sentence)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Sent:
    """One request. `address`: the IP address to connect to; `ciphers`: a cipher string of OpenSSL for old TLS."""

    url: str
    address: str
    method: str
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes
    timeout: float
    max_size: int
    verify: bool = False
    ciphers: str = ""


@dataclass(slots=True)
class Came:
    """One whole answer, without transfer coding and in its Content-Encoding.

    The body is in `body`, or in `file` if it is larger than IN_MEMORY; `size` and `digest` are of either. Whoever takes
    the answer removes the file.
    """

    status: int
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    file: Path | None = None
    size: int = 0
    digest: str = ""


def exchange(sent: Sent, folder: Path | None, stop: threading.Event) -> Came:
    """Send a request and receive its answer, in any thread. Raises WireError, OSError if `folder` cannot be written to.

    `folder` is where large bodies go; None keeps all in memory. `stop` ends the transfer within a second.
    """
    receiver = _Receiver(sent.max_size, folder)
    curl = pycurl.Curl()
    try:
        _prepare(curl, sent)
        curl.setopt(pycurl.HEADERFUNCTION, receiver.take_line)
        curl.setopt(pycurl.WRITEFUNCTION, receiver.take)
        curl.setopt(pycurl.XFERINFOFUNCTION, lambda *_: int(stop.is_set() or not threading.main_thread().is_alive()))
        failure = None
        try:
            curl.perform()
        except pycurl.error as error:
            failure = error
        return receiver.answer(failure, sent)
    except BaseException:
        receiver.drop()
        raise
    finally:
        curl.close()


def _prepare(curl: pycurl.Curl, sent: Sent) -> None:
    parts = urlsplit(sent.url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = f"[{sent.address}]" if ":" in sent.address else sent.address
    options = {
        pycurl.URL: sent.url,
        # The address that was checked, whatever the name says now.
        pycurl.RESOLVE: [f"{parts.hostname}:{port}:{address}"],
        pycurl.PROXY: "",
        pycurl.NOPROXY: "*",
        pycurl.PROTOCOLS: pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS,
        pycurl.FOLLOWLOCATION: 0,
        pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_1_1,
        pycurl.HTTP09_ALLOWED: 0,
        pycurl.PATH_AS_IS: 1,
        pycurl.CUSTOMREQUEST: sent.method,
        pycurl.HTTPHEADER: [name + (b": " + value if value else b";") for name, value in sent.headers],
        pycurl.TIMEOUT_MS: int(sent.timeout * 1000),
        pycurl.NOSIGNAL: 1,
        pycurl.NOPROGRESS: 0,
        pycurl.FORBID_REUSE: 1,
        # The body as it is on the wire.
        pycurl.HTTP_TRANSFER_DECODING: 0,
        pycurl.HTTP_CONTENT_DECODING: 0,
        pycurl.IGNORE_CONTENT_LENGTH: 1,
        pycurl.SSL_VERIFYPEER: int(sent.verify),
        pycurl.SSL_VERIFYHOST: 2 if sent.verify else 0,
        pycurl.SSLVERSION: pycurl.SSLVERSION_TLSv1_0 if sent.ciphers else pycurl.SSLVERSION_TLSv1_2,
    }
    if sent.ciphers:
        options[pycurl.SSL_CIPHER_LIST] = sent.ciphers
    if sent.body:
        options[pycurl.POSTFIELDS] = sent.body
    if sent.method == "HEAD":
        options[pycurl.NOBODY] = 1
    for option, value in options.items():
        curl.setopt(option, value)


class _Receiver:
    """Head and body of one answer, as libcurl hands them over."""

    def __init__(self, max_size: int, folder: Path | None) -> None:
        self._max_size = max_size
        self._folder = folder
        self._lines: list[bytes] = []
        self._head_bytes = 0
        self._framing: Framing | None = None
        self._body: IO[bytes] | None = None
        self._memory = bytearray()
        self._digest = BodyDigest()
        self._error: Exception | None = None

    def take_line(self, line: bytes) -> int:
        """One line of the head; a status line begins a new one, as after 100 Continue."""
        self._head_bytes += len(line)
        if self._head_bytes > _MAX_HEAD:
            self._error = WireError("connection", "the head of the answer has no end")
            return -1
        if line[:5].upper() == b"HTTP/":
            self._lines = []
        self._lines.append(line)
        return len(line)

    def take(self, data: bytes) -> int:
        """A piece of what follows the head. Less than all of it ends the transfer."""
        try:
            self._framing = self._framing or Framing(self._headers())
            body = self._framing.feed(data)
            if max(self._framing.received, self._framing.length or 0) > self._max_size:
                self._error = WireError("too_large", f"larger than DOWNLOAD_MAXSIZE ({self._max_size} bytes)")
                return -1
            self._keep(body)
        except (FramingError, OSError) as error:
            self._error = error
            return -1
        return -1 if self._framing.done else len(data)

    def answer(self, failure: pycurl.error | None, sent: Sent) -> Came:
        """The answer, if it is whole. Raises WireError and OSError."""
        if isinstance(self._error, OSError | WireError):
            raise self._error
        if self._error is not None:
            raise WireError("connection", str(self._error))
        done = self._framing is not None and self._framing.done
        number = failure.args[0] if failure else 0
        if not self._lines or (failure and not done and self._framing is None):
            raise WireError(_FAULTS.get(number, "connection"), str(failure.args[1] if failure else "no answer"))
        came = Came(int(self._lines[0].split()[1][:3]), self._headers())
        bodiless = came.status in (204, 304) or sent.method == "HEAD"
        framing = self._framing or Framing([] if bodiless else came.headers)
        if not (done or bodiless):
            in_order = number == 0 or framing.length is not None
            if not (in_order and framing.is_whole(bytes(self._memory))):
                fault = _FAULTS.get(number, "cut")
                raise WireError(fault, f"ends after {framing.received} bytes, before its end")
        self._finish(came, framing.received)
        return came

    def drop(self) -> None:
        """Remove the file of a body that is of no use."""
        if self._body is not None:
            self._body.close()
            Path(self._body.name).unlink(missing_ok=True)

    def _keep(self, body: bytes) -> None:
        self._digest.update(body)
        if self._body is None:
            self._memory += body
            if self._folder is None or len(self._memory) <= IN_MEMORY:
                return
            self._body = tempfile.NamedTemporaryFile(  # noqa: SIM115 - closed by _finish or drop
                dir=self._folder, prefix=BODY_PREFIX, delete=False
            )
            body, self._memory = bytes(self._memory), bytearray()
        self._body.write(body)

    def _finish(self, came: Came, size: int) -> None:
        came.size, came.digest = size, self._digest.text
        if self._body is None:
            came.body = bytes(self._memory)
            return
        self._body.close()
        came.file = Path(self._body.name)

    def _headers(self) -> Headers:
        """The headers as they came; blanks around names and values, and folds, are none of them."""
        headers: Headers = []
        for line in self._lines[1:]:
            text = line.decode("latin-1").rstrip("\r\n")
            if text[:1] in (" ", "\t") and headers:
                headers[-1] = (headers[-1][0], f"{headers[-1][1]} {text.strip()}".strip())
            elif (name := text.partition(":")[0].strip()) and ":" in text:
                headers.append((name, text.partition(":")[2].strip()))
        return headers
