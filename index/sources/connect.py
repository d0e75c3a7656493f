"""A network backend for httpcore that connects to allowed addresses only and keeps to a deadline.

The check is made on the address that is connected to: a name is resolved once, every address it has is
checked, and the connection goes to one of those. A second resolution, which could answer differently
(DNS rebinding), never takes place, and TLS still verifies the certificate against the name.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import httpcore

from ..errors import FetchRefused, SourceError
from .addresses import AddressPolicy, Resolver

if TYPE_CHECKING:
    import ssl


class Deadline:
    """A moment on the monotonic clock after which nothing more is waited for."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left.

        Raises:
            FetchRefused: when there are none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchRefused(f"it took longer than {self._seconds:g} seconds")
        return left

    def extend(self, seconds: float) -> None:
        """Does not count a time that we waited of our own accord."""
        self._end += seconds


class GuardedBackend(httpcore.SyncBackend):
    """Connects to allowed addresses only and never waits beyond the deadline, whatever the server drips."""

    def __init__(self, policy: AddressPolicy, resolve: Resolver, deadline: Deadline) -> None:
        self._policy = policy
        self._resolve = resolve
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolves, checks every address, then connects to the first that answers."""
        addresses = self._addresses(host, port)
        for address in addresses:
            if not self._policy.allows(address):
                raise FetchRefused(
                    f"{host} is at {address}, which is not a public address",
                    hint="--allow-private lifts this",
                )
        problem: Exception | None = None
        for place, address in enumerate(addresses):
            # An address that does not answer must leave time for the next one.
            seconds = self._deadline.left() / (len(addresses) - place)
            try:
                stream = super().connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
                continue
            return GuardedStream(stream, self._deadline)
        raise problem or SourceError(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """Resolution in a thread, for the operating system's has no timeout; a late answer is dropped."""
        answer: list[Sequence[str]] = []
        problem: list[OSError | UnicodeError] = []

        def ask() -> None:
            try:
                answer.append(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                problem.append(error)

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(self._deadline.left())
        self._deadline.left()
        if problem:
            raise SourceError(f"no address is known for {host}") from problem[0]
        return answer[0] if answer else ()


class GuardedStream(httpcore.NetworkStream):
    """A connection whose every operation ends by the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return GuardedStream(
            self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401, httpcore's own signature
        return self._stream.get_extra_info(info)
