"""Fetching with manners and with care: robots.txt, one request a second, and no address but a public one.

Proxies of the environment (HTTP_PROXY and its kin) are not used. Through a proxy it is the proxy that
resolves the name, so that the address could not be checked; where one is set and the direct way is
closed, the failure says so.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import FetchRefused, SourceError
from .addresses import AddressPolicy, Resolver, system_resolver
from .decode import inflate

if TYPE_CHECKING:
    import ssl

    import httpx
    from protego import Protego

    from .connect import Deadline

MAX_REDIRECTS = 5
MAX_ROBOTS = 500_000
"""Bytes of a robots.txt that are read, as RFC 9309 (2.5) has it."""

MAX_CRAWL_DELAY = 30.0
"""Seconds between requests that a robots.txt may ask for before we decline to fetch at all."""

AGENT = "OnRecord"
"""The name that a robots.txt addresses us by."""

_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL gave: the address after redirects, the media type, the declared encoding, the bytes."""

    url: str
    content_type: str
    charset: str | None
    data: bytes


@dataclass(frozen=True, slots=True)
class _Response:
    status: int
    headers: dict[str, str]
    data: bytes


class Fetcher:
    """Fetches URLs one at a time; remembers robots.txt and the last request of every host.

    Args:
        allow_private: lifts the address check altogether.
        networks: networks beside the public ones that may be fetched from, such as "10.20.0.0/16".
        interval: seconds between two requests to one host.
        timeout: seconds for one fetch with its redirects, not counting the intervals.
        max_bytes: the largest body, packed or unpacked.
        resolve: host names to addresses.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        networks: Sequence[str] = (),
        interval: float = 1.0,
        timeout: float = 20.0,
        max_bytes: int = 10_000_000,
        resolve: Resolver = system_resolver,
    ) -> None:
        self._policy = AddressPolicy(allow_private, tuple(networks))
        self._interval = interval
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._resolve = resolve
        self._robots: dict[str, Protego | SourceError] = {}
        self._next: dict[str, float] = {}
        self._ssl: ssl.SSLContext | None = None

    def fetch(self, url: str) -> Fetched:
        """Fetches one URL, following at most five redirects.

        Raises:
            FetchRefused: where the scheme, the address, robots.txt, the size or the time forbids it.
            SourceError: where the server does not answer, or answers with an error.
        """
        from .connect import Deadline

        deadline = Deadline(self._timeout)
        address = _parse(url)
        for _ in range(MAX_REDIRECTS + 1):
            delay = self._robots_delay(address, deadline)
            response = self._get(address, self._max_bytes, deadline, delay)
            if response.status in _REDIRECTS and "location" in response.headers:
                address = _parse(_join(address, response.headers["location"]))
                continue
            if not 200 <= response.status < 300:
                raise SourceError(f"the server answered {_status(response.status)}")
            media, charset = _content_type(response.headers.get("content-type", ""))
            return Fetched(str(address), media, charset, response.data)
        raise FetchRefused(f"more than {MAX_REDIRECTS} redirects")

    def _robots_delay(self, address: httpx.URL, deadline: Deadline) -> float:
        """Seconds that the site wants between requests, once its robots.txt allows this one."""
        origin = f"{address.scheme}://{address.netloc.decode('ascii')}"
        if origin not in self._robots:
            started = time.monotonic()
            self._robots[origin] = self._read_robots(address)
            deadline.extend(time.monotonic() - started)
        robots = self._robots[origin]
        if isinstance(robots, SourceError):
            # The address check's own words are clearer than "robots.txt cannot be read".
            raise robots
        if not robots.can_fetch(str(address), AGENT):
            raise FetchRefused("the site's robots.txt forbids it")
        delay = robots.crawl_delay(AGENT) or 0.0
        if delay > MAX_CRAWL_DELAY:
            raise FetchRefused(f"the site's robots.txt asks for {delay:g} seconds between requests")
        return max(delay, self._interval)

    def _read_robots(self, address: httpx.URL) -> Protego | SourceError:
        """A site's rules: none where there is no robots.txt, a refusal where it is out of reach."""
        from protego import Protego

        from .connect import Deadline

        deadline = Deadline(self._timeout)
        place = address.copy_with(raw_path=b"/robots.txt", fragment=None)
        try:
            for _ in range(MAX_REDIRECTS + 1):
                response = self._get(place, MAX_ROBOTS, deadline, self._interval, cut=True)
                if response.status not in _REDIRECTS or "location" not in response.headers:
                    break
                place = _parse(_join(place, response.headers["location"]))
        except SourceError as error:
            return error
        if response.status >= 500 or response.status == 429:
            return FetchRefused(
                f"its robots.txt cannot be read: the server answered {_status(response.status)}"
            )
        rules = response.data.decode("utf-8", "replace") if 200 <= response.status < 300 else ""
        return Protego.parse(rules.removeprefix("\ufeff"))

    def _get(
        self, address: httpx.URL, limit: int, deadline: Deadline, delay: float, *, cut: bool = False
    ) -> _Response:
        """One request, in its turn. A body of more than `limit` bytes is refused, or cut there if `cut`."""
        import httpcore

        from .connect import GuardedBackend

        self._take_turn(address.host, delay, deadline)
        backend = GuardedBackend(self._policy, self._resolve, deadline)
        url = httpcore.URL(
            scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path
        )
        try:
            with (
                httpcore.ConnectionPool(
                    ssl_context=self._ssl_context(address), network_backend=backend
                ) as pool,
                pool.stream("GET", url, headers=_headers(address)) as response,
            ):
                headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
                if response.status in _REDIRECTS:
                    return _Response(response.status, headers, b"")
                body = inflate(response.iter_stream(), headers.get("content-encoding", ""))
                return _Response(response.status, headers, _collect(body, limit, cut))
        except httpcore.TimeoutException:
            raise FetchRefused(f"it took longer than {self._timeout:g} seconds") from None
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise SourceError(_unreachable(address, error)) from error

    def _take_turn(self, host: str, delay: float, deadline: Deadline) -> None:
        """Waits until this host may be asked again, and notes when it may be the time after."""
        wait = self._next.get(host, 0.0) - time.monotonic()
        if wait > 0:
            time.sleep(wait)
            deadline.extend(wait)
        self._next[host] = time.monotonic() + delay

    def _ssl_context(self, address: httpx.URL) -> ssl.SSLContext | None:
        import httpx

        if self._ssl is None and address.scheme == "https":
            self._ssl = httpx.create_ssl_context()
        return self._ssl


def _parse(url: str) -> httpx.URL:
    import httpx

    try:
        address = httpx.URL(url.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchRefused(f"not a URL: {error}") from None
    if address.scheme not in ("http", "https"):
        raise FetchRefused(
            f"only http and https are fetched, not {address.scheme or 'a URL without a scheme'}"
        )
    if not address.host:
        raise FetchRefused("a URL without a host")
    if address.port is not None and not 0 < address.port < 65_536:
        raise FetchRefused(f"not a URL: there is no port {address.port}")
    if address.userinfo:
        raise FetchRefused("a URL with a user name or a password in it")
    return address.copy_with(fragment=None)


def _join(address: httpx.URL, location: str) -> str:
    import httpx

    try:
        return str(address.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchRefused(f"it redirects to something that is no URL: {error}") from None


def _headers(address: httpx.URL) -> list[tuple[str, str]]:
    return [
        ("Host", address.netloc.decode("ascii")),
        ("User-Agent", f"{AGENT}/{_version()} (+news archive reader)"),
        ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.8,*/*;q=0.5"),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
    ]


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("onrecord")
    except PackageNotFoundError:
        return "0"


def _collect(chunks: Iterator[bytes], limit: int, cut: bool) -> bytes:
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > limit:
            if cut:
                return bytes(data[:limit])
            raise FetchRefused(f"larger than {limit / 1e6:g} MB")
    return bytes(data)


def _content_type(header: str) -> tuple[str, str | None]:
    from email.message import Message

    message = Message()
    message["content-type"] = header or "application/octet-stream"
    charset = message.get_param("charset")
    return message.get_content_type() if header else "", charset if isinstance(charset, str) else None


def _status(status: int) -> str:
    from http import HTTPStatus

    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _unreachable(address: httpx.URL, error: Exception) -> str:
    reason = f"{address.host} cannot be reached: {str(error) or type(error).__name__}"
    if any(
        os.environ.get(name)
        for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY")
    ):
        reason += (
            " (a proxy is set in the environment; it is not used, since the address could not be checked)"
        )
    return reason
