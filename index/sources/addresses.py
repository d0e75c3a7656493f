"""Which internet addresses may be fetched from."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Resolver = Callable[[str, int], Sequence[str]]
"""A host name (or an address in any notation) and a port to the addresses it stands for."""

_NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
# `is_global` calls these public, and they are not where news is published.
_NOT_PUBLIC = tuple(
    ip_network(n) for n in ("192.0.0.0/24", "192.88.99.0/24", "fec0::/10", "::/96", "5f00::/16")
)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet.

    An IPv6 address that carries an IPv4 one inside (mapped, NAT64, 6to4, Teredo) is as public as that
    is. Private, loopback, link-local (cloud metadata services are there), carrier-grade NAT, multicast,
    unspecified, documentation and reserved ranges are not.
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = _carried(ip)
        if inner is not None:
            return is_public(str(inner))
    if any(ip.version == network.version and ip in network for network in _NOT_PUBLIC):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _carried(ip: IPv6Address) -> IPv4Address | None:
    if any(ip in network for network in _NAT64):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    teredo = ip.teredo
    return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else None)


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Which addresses may be connected to: public ones, those in `networks`, or any."""

    allow_private: bool = False
    networks: tuple[str, ...] = ()

    def allows(self, address: str) -> bool:
        """Whether this one may."""
        if self.allow_private or is_public(address):
            return True
        ip = ip_address(address.partition("%")[0])
        return any(ip in ip_network(network) for network in self.networks)


def system_resolver(host: str, port: int) -> list[str]:
    """The operating system's answer, in its order, without repetitions.

    Raises:
        OSError: if there is none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
