"""The sixty sites, and the server of all their hosts."""

from __future__ import annotations

from tests.eval.homes import anhui, forms, gkmlpt, hanweb, hunan, jiangxi, old, trs, ucap, vsb
from tests.eval.homes.home import Home
from tests.replicas.server import Fault, ReplicaServer, Served

MAKES = {
    "trs": trs.sites,
    "hanweb": hanweb.sites,
    "ucap": ucap.sites,
    "vsb": vsb.sites,
    "gkmlpt": gkmlpt.sites,
    "anhui": anhui.sites,
    "jiangxi": jiangxi.sites,
    "hunan": hunan.sites,
    "forms": forms.sites,
    "old": old.sites,
}


def all_homes() -> list[Home]:
    return [home for sites in MAKES.values() for home in sites()]


class HomesServer(ReplicaServer):
    """Serves sites by the name of the host, whatever the port."""

    def __init__(self, homes: list[Home]) -> None:
        super().__init__({}, self._answer, by_host=True)
        self.by_name = {host: home for home in homes for host in home.hosts}

    def take_fault(self, path: str) -> Fault | None:
        home = self.by_name.get(path.partition("/")[0])
        return Fault(reset=True) if home is not None and home.dead else super().take_fault(path)

    def _answer(self, method: str, address: str, body: bytes) -> Served | None:
        home = self.by_name.get(address.partition("/")[0])
        return home.answer(method, address, body) if home is not None else None
