"""Old Word files through LibreOffice, where it is installed."""

from __future__ import annotations

import io
import subprocess
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from gaispider.documents.content import UnreadableFileError
from gaispider.documents.file_reader import read_file
from gaispider.documents.word import office
from tests.documents import made
from tests.documents.macros import doc_with_macro, odt_with_macro
from tests.documents.reading import lines_of, made_report, text_of, wrong_cells

NO_SECURITY = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" '
    'oor:op="fuse"><value>0</value></prop></item></oor:items>'
)
needs_office = pytest.mark.skipif(
    office.program() is None, reason="LibreOffice is not installed (make test-services tries to)"
)


@pytest.mark.services
@needs_office
def test_doc_rtf_and_odt_come_back_and_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    figures, parts = made_report(2)
    source = {"a.docx": made.word(parts), "b.docx": made.word(parts[:2])}
    for kind in ("doc", "rtf", "odt"):
        files = office.converted(source, kind, 300)
        assert sorted(files) == ["a.docx", "b.docx"]
        content = read_file(files["a.docx"], f"a.{kind}", seconds=300)
        assert content.kind == kind
        assert content.reader.startswith("LibreOffice ")
        assert wrong_cells(figures, content) == []
        if kind != "rtf":  # LibreOffice writes the 、 of numbers into RTF as ?
            assert text_of(content) == lines_of(parts)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.services
@needs_office
def test_macros_that_would_run_do_not(tmp_path: Path) -> None:
    """Basic, which runs at once where macros are allowed (a control), and VBA, which LibreOffice knows as such."""
    marker, text = tmp_path / "ran", "全镇主动公开政府信息216条。"
    body = odt_with_macro(text, marker)
    assert text_of(read_file(body, "年报.odt", seconds=300)) == [text]
    word = office.converted({"a.docx": made.word([text])}, "doc", 300)["a.docx"]
    code = f'Sub AutoOpen()\r\nOpen "{marker}" For Output As #1\r\nClose #1\r\nEnd Sub\r\n'
    with_macro = doc_with_macro(word, code)
    assert text_of(read_file(with_macro, "年报.doc", seconds=300)) == [text]
    assert not marker.exists()
    known = office.converted({"a.doc": with_macro}, "odt", 300)["a.doc"]
    with zipfile.ZipFile(io.BytesIO(known)) as package:
        assert b"Sub AutoOpen()" in package.read("Basic/Project/One.xml")
    (tmp_path / "a.odt").write_bytes(body)
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(NO_SECURITY, "utf-8")
    arguments = [str(office.program()), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    subprocess.run([*arguments, str(tmp_path / "a.odt")], timeout=300, check=False, capture_output=True)
    assert marker.exists()


@pytest.mark.services
@needs_office
def test_what_a_file_names_on_the_network_or_the_disk_is_not_fetched(tmp_path: Path) -> None:
    """A picture, which LibreOffice fetches as soon as it sees it (a control), and a part of the text."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET  # noqa: N815 - the name of a method of HTTP

        def log_message(self, *_: object) -> None:
            pass

    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", "utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        link = f"http://127.0.0.1:{server.server_port}/a.png"
        frame = '<draw:frame svg:width="1cm" svg:height="1cm" text:anchor-type="as-char">'
        picture = f'<text:p>{frame}<draw:image xlink:href="{link}" xlink:type="simple"/></draw:frame></text:p>'
        part = f'<text:section text:name="s"><text:section-source xlink:href="{secret.as_uri()}"/></text:section>'
        plain = office.converted({"a.docx": made.word(["一行字。"])}, "odt", 300)["a.docx"]
        with zipfile.ZipFile(io.BytesIO(plain)) as package:
            files = {name: package.read(name) for name in package.namelist()}
        more = f"{picture}{part}</office:text>".encode()
        files["content.xml"] = files["content.xml"].replace(b"</office:text>", more)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as package:  # as OpenDocument wants its first part: not packed
            for name, content in files.items():
                package.writestr(name, content)
        body = target.getvalue()
        assert text_of(read_file(body, "年报.odt", seconds=300)) == ["一行字。"]
        assert asked == []
        (tmp_path / "a.odt").write_bytes(body)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        to = ["--headless", "--norestore", "--convert-to", "docx", "--outdir", str(tmp_path), str(tmp_path / "a.odt")]
        subprocess.run([str(office.program()), profile, *to], timeout=300, check=False, capture_output=True)
        assert "/a.png" in asked
        server.shutdown()


@pytest.mark.services
@needs_office
def test_noise_that_calls_itself_a_document_is_damaged() -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read_file(b"{\\rtf1" + bytes(200), "x.rtf", seconds=300)
    assert raised.value.cause in ("damaged", "empty")


def test_without_libreoffice_the_line_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(UnreadableFileError) as raised:
        read_file(b"{\\rtf1 text}", "x.rtf")
    assert raised.value.cause == "not_installed"
    assert "apt-get install" in raised.value.message


def test_a_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hangs = tmp_path / "soffice"
    hangs.write_text("#!/bin/sh\nexec sleep 1000\n")
    hangs.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(hangs))
    with pytest.raises(UnreadableFileError) as raised:
        office.converted({"a.doc": b"x"}, "docx", 0.05)
    assert raised.value.cause == "timeout"
