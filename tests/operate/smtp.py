"""A small SMTP server on loopback (RFC 5321) that keeps the mails it receives."""

from __future__ import annotations

import base64
import socketserver
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from types import TracebackType
from typing import cast


class SmtpServer:
    """`refuse`: addresses to refuse; `login`: required user and password; `down`: answer 421."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.refuse: set[str] = set()
        self.login: tuple[str, str] | None = None
        self.down = False
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.smtp = self
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def __enter__(self) -> SmtpServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    smtp: SmtpServer


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        smtp = cast(_Server, self.server).smtp
        if smtp.down:
            self._say(421, "the service is not available")
            return
        self._say(220, "test")
        taken: list[str] = []
        allowed = smtp.login is None
        while line := self.rfile.readline():
            word, _, rest = line.decode().strip().partition(" ")
            match word.upper():
                case "EHLO":
                    self.wfile.write(b"250-test\r\n250 AUTH PLAIN\r\n" if smtp.login else b"250 test\r\n")
                case "AUTH":
                    _, user, password = base64.b64decode(rest.removeprefix("PLAIN ")).decode().split("\0")
                    allowed = (user, password) == smtp.login
                    self._say(*((235, "welcome") if allowed else (535, "wrong password")))
                case "MAIL" if not allowed:
                    self._say(530, "who are you?")
                case "RCPT":
                    address = rest.partition("<")[2].partition(">")[0]
                    if address in smtp.refuse:
                        self._say(550, "no such user")
                    else:
                        taken.append(address)
                        self._say(250, "ok")
                case "DATA":
                    self._say(354, "go on")
                    body = b""
                    while (line := self.rfile.readline()) != b".\r\n":
                        body += line.removeprefix(b".")
                    smtp.messages.append(message_from_bytes(body, policy=policy.default))
                    smtp.recipients.append(taken)
                    self._say(250, "ok")
                case "QUIT":
                    self._say(221, "bye")
                    return
                case _:
                    self._say(250, "ok")

    def _say(self, code: int, text: str) -> None:
        self.wfile.write(f"{code} {text}\r\n".encode())
