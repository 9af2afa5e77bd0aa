"""TLS: certificates that are wrong are no bar; old versions and short keys are, until a site's entry lets them in."""

from __future__ import annotations

import base64
import socket
import ssl
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.crawl.crawl_project import Project, article, title
from tests.replicas.server import ReplicaServer

# The second Oakley group (RFC 2409, 6.2): 1024 bits.
_GROUP_2 = bytes.fromhex(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B"
    "302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6"
    "49286651ECE65381FFFFFFFFFFFFFFFF"
)
_OLD = 'tls = "ALL:@SECLEVEL=0"'


def _certificate(folder: Path, expired: bool = False) -> Path:
    """A self-signed certificate for another name, with its key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "elsewhere.example")])
    until = datetime(2012, 1, 1, tzinfo=UTC) if expired else datetime.now(UTC) + timedelta(days=1)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(until - timedelta(days=2)).not_valid_after(until)
    plain = serialization.NoEncryption()
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    return path


def _pem(parameters: bytes) -> str:
    """Diffie-Hellman parameters (PKCS #3) as OpenSSL reads them; libraries no longer write such short ones."""
    return f"-----BEGIN DH PARAMETERS-----\n{base64.encodebytes(parameters).decode()}-----END DH PARAMETERS-----\n"


@contextmanager
def _server(
    certificate: Path, version: ssl.TLSVersion, ciphers: str = "ALL:@SECLEVEL=0"
) -> Iterator[tuple[int, list[tuple[str | None, str]]]]:
    """An HTTPS server of one version; what it negotiated, connection by connection."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = version
    context.set_ciphers(ciphers)
    context.load_cert_chain(certificate)
    group = certificate.with_name("group.pem")
    numbers = b"\x02\x81\x81\x00" + _GROUP_2 + b"\x02\x01\x02"
    group.write_text(_pem(b"\x30\x81" + bytes([len(numbers)]) + numbers), encoding="ascii")
    context.load_dh_params(group)
    spoken: list[tuple[str | None, str]] = []
    body = article(title(1)).body
    answer = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(
        body
    )

    def serve(listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with suppress(OSError), context.wrap_socket(connection, server_side=True) as wrapped:
                    asked = wrapped.recv(4096)
                    spoken.append((wrapped.version(), wrapped.cipher()[0]))
                    if b"/robots.txt" in asked:
                        wrapped.sendall(b"HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                    else:
                        wrapped.sendall(answer + body)

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        Thread(target=serve, args=(listener,), daemon=True).start()
        yield listener.getsockname()[1], spoken


def _project(folder: Path, port: int, further: str = "") -> Project:
    with ReplicaServer({}) as web:
        return Project(
            folder, web, hosts=[f"127.0.0.1:{port}"], start=[f"https://127.0.0.1:{port}/1.html"], further=further
        )


@pytest.mark.parametrize("expired", [False, True])
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_wrong_certificates_are_no_bar(tmp_path: Path, version: ssl.TLSVersion, expired: bool) -> None:
    with _server(_certificate(tmp_path, expired), version) as (port, spoken):
        done = _project(tmp_path, port).crawl()
    assert "1 page read" in done.stderr
    assert {name for name, _ in spoken} == {version.name.replace("_", ".")}


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_old_versions_are_refused_unless_the_entry_allows_them(tmp_path: Path, version: ssl.TLSVersion) -> None:
    with _server(_certificate(tmp_path), version) as (port, spoken):
        refused = _project(tmp_path, port).crawl()
        assert refused.returncode == 6, refused.stderr
        assert spoken == []
        allowed = _project(tmp_path / "allowed", port, _OLD).crawl()
    assert "1 page read" in allowed.stderr, allowed.stderr
    assert {name for name, _ in spoken} == {version.name.replace("_", ".")}


def test_old_ciphers_are_spoken_where_the_entry_allows_them(tmp_path: Path) -> None:
    """Diffie-Hellman of 1024 bits without elliptic curves, as servers of 2008 offer it."""
    cipher = "DHE-RSA-AES128-SHA"
    with _server(_certificate(tmp_path), ssl.TLSVersion.TLSv1_2, f"{cipher}:@SECLEVEL=0") as (port, spoken):
        assert _project(tmp_path, port).crawl().returncode == 6
        allowed = _project(tmp_path / "allowed", port, _OLD).crawl()
    assert "1 page read" in allowed.stderr, allowed.stderr
    assert {name for _, name in spoken} == {cipher}
