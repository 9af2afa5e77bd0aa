"""TLS for servers that speak old versions and ciphers only, for those sites whose registry entry says so (`tls`)."""

from __future__ import annotations

from typing import Any

from OpenSSL import SSL
from scrapy.core.downloader.contextfactory import _ScrapyCertificateOptions, _ScrapyClientContextFactory
from twisted.internet.ssl import TLSVersion


class OldTls(_ScrapyClientContextFactory):
    """Connections with the ciphers of an OpenSSL cipher string, from TLS 1.0 on.

    Scrapy's own setting drops `@SECLEVEL=0` from the cipher string, without which OpenSSL refuses old versions and
    short keys. Versions and ciphers that the installed OpenSSL was built without stay unavailable.
    """

    ciphers: str = ""

    def _get_cert_options(self) -> _ScrapyCertificateOptions:
        options = _Options(fixBrokenPeers=True, insecurelyLowerMinimumTo=TLSVersion.TLSv1_0)
        options.cipher_list = self.ciphers.encode("ascii")
        return options


class _Options(_ScrapyCertificateOptions):
    cipher_list: bytes = b""

    def _makeContext(self, skipCiphers: bool = False) -> SSL.Context:  # noqa: N802, N803 - Twisted's names
        context = super()._makeContext(skipCiphers=True)
        context.set_cipher_list(self.cipher_list)
        return context


def old_tls_factory(ciphers: str, crawler: Any) -> OldTls:
    """The factory for a site's cipher string."""
    factory = OldTls.from_crawler(crawler)
    factory.ciphers = ciphers
    return factory
