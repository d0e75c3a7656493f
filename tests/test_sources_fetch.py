"""Fetching from a real server on 127.0.0.1: which addresses, how much, how long, how often, whether."""

import gzip
import shutil
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest

from onrecord.index.errors import FetchRefused, SourceError
from onrecord.index.sources import Fetcher
from onrecord.index.sources.addresses import is_public

HERE = ("127.0.0.1/32",)


class Server(ThreadingHTTPServer):
    """Answers by path with what `routes` hold: bytes, a redirect's target, a status, or a function."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes = {}
        self.seen = []  # (monotonic time, path, headers)
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address):
        pass  # clients of these tests hang up on purpose


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.seen.append((time.monotonic(), self.path, self.headers))
        answer = self.server.routes.get(self.path, 404)
        if callable(answer):
            answer(self)
        elif isinstance(answer, int):
            self.answer(b"", status=answer)
        elif isinstance(answer, str):
            self.answer(b"", status=302, location=answer)
        else:
            self.answer(answer)

    def answer(self, body, status=200, **headers):
        self.send_response(status)
        headers.setdefault("content_type", "text/html")
        headers.setdefault("content_length", len(body))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def fetcher(**options):
    return Fetcher(**{"networks": HERE, "interval": 0.0, "timeout": 5.0, **options})


def refusal(server_or_url, path="", **options):
    url = server_or_url if isinstance(server_or_url, str) else server_or_url.url + path
    with pytest.raises(FetchRefused) as caught:
        fetcher(**options).fetch(url)
    return str(caught.value)


def test_a_page(server):
    server.routes["/a?b=1"] = lambda h: h.answer(b"<p>x", content_type="text/html; charset=Shift_JIS")
    fetched = fetcher().fetch(f"{server.url}/a?b=1#part")
    assert fetched.data == b"<p>x"
    assert (fetched.content_type, fetched.charset) == ("text/html", "Shift_JIS")
    assert fetched.url == f"{server.url}/a?b=1"
    agent = server.seen[-1][2]["User-Agent"]
    assert agent.startswith("OnRecord/")
    assert agent.endswith("(+news archive reader)")


# Addresses


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.0.8",
        "198.18.0.1",
        "203.0.113.4",
        "192.88.99.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "2001:db8::1",
        "::127.0.0.1",
        "::ffff:0:7f00:1",
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "127.1",
        "[::1]",
        "[::ffff:7f00:1]",
        "0",
    ],
)
def test_private_hosts_in_every_notation_are_refused(server, host):
    server.routes["/"] = b"secret"
    words = refusal(f"http://{host}:{server.server_port}/", networks=())
    assert "not a public address" in words
    assert "--allow-private" in words
    assert not server.seen


def test_allow_private_lifts_the_check(server):
    server.routes["/"] = b"page"
    assert (
        Fetcher(allow_private=True, interval=0).fetch(f"http://localhost:{server.server_port}/").data
        == b"page"
    )


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.2/", "http://169.254.169.254/latest/meta-data/", "//[::1]/", "http://10.0.0.1:80/"],
)
def test_a_redirect_to_a_private_address_is_refused(server, target):
    server.routes["/"] = target
    assert "not a public address" in refusal(server, "/")


def test_one_private_address_among_several_refuses_the_name(server):
    assert "not a public address" in refusal(
        f"http://news.example:{server.server_port}/", resolve=lambda host, port: ["127.0.0.1", "10.0.0.1"]
    )
    assert not server.seen


def test_the_checked_address_is_the_one_connected_to(server):
    """A name server that answers a second question differently (DNS rebinding) gets no second question."""
    server.routes["/"] = b"page"
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
    asked = []

    def resolve(host, port):
        asked.append(host)
        return next(answers)

    fetched = fetcher(resolve=resolve).fetch(f"http://news.example:{server.server_port}/")
    assert fetched.data == b"page"
    assert asked == ["news.example", "news.example"]  # one connection for robots.txt, one for the page
    assert server.seen[-1][2]["Host"] == f"news.example:{server.server_port}"


def test_an_address_that_is_closed_gives_way_to_the_next(server):
    server.routes["/"] = b"page"
    several = fetcher(networks=("127.0.0.0/8",), resolve=lambda host, port: ["127.0.0.2", "127.0.0.1"])
    assert several.fetch(f"http://news.example:{server.server_port}/").data == b"page"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://news.example/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://news.example/", "only http and https"),
        ("http:///nowhere", "without a host"),
        ("http://user:secret@news.example/", "a user name or a password"),
        ("http://[::1", "not a URL"),
        ("http://0177.0.0.1/", "not a URL"),
        ("http://news.example:99999/", "not a URL"),
    ],
)
def test_urls_that_are_not_fetched(url, words):
    assert words in refusal(url)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://news.example/", "http://a:b@127.0.0.1/"])
def test_nor_after_a_redirect(server, target):
    server.routes["/"] = target
    refusal(server, "/")


def test_a_name_without_an_address():
    def resolve(host, port):
        raise OSError("no such host")

    with pytest.raises(SourceError, match=r"no address is known for news\.invalid"):
        fetcher(resolve=resolve).fetch("http://news.invalid/")


def test_a_closed_port_and_what_is_said_of_proxies(server, monkeypatch):
    closed = "http://127.0.0.1:9/"
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SourceError, match="cannot be reached") as caught:
        fetcher().fetch(closed)
    assert "proxy" not in str(caught.value)
    monkeypatch.setenv("HTTP_PROXY", server.url)
    with pytest.raises(SourceError, match="a proxy is set"):
        fetcher().fetch(closed)
    assert not server.seen


# Redirects, sizes, times


def test_redirects_up_to_five(server):
    for number in range(9):
        server.routes[f"/{number}"] = f"/{number + 1}"
    server.routes["/9"] = b"page"
    assert fetcher().fetch(f"{server.url}/4").url == f"{server.url}/9"
    assert "more than 5 redirects" in refusal(server, "/3")


def test_a_redirect_in_a_circle(server):
    server.routes["/"] = "/"
    assert "redirects" in refusal(server, "/")


@pytest.mark.parametrize("status", [403, 404, 410, 451, 500, 503, 599])
def test_errors_of_the_server(server, status):
    server.routes["/"] = status
    with pytest.raises(SourceError, match=f"answered {status}"):
        fetcher().fetch(server.url)


def test_too_large(server):
    server.routes["/"] = b"x" * 100_001
    assert "larger than 0.1 MB" in refusal(server, "/", max_bytes=100_000)
    assert len(fetcher(max_bytes=100_001).fetch(server.url).data) == 100_001


def test_endless_is_too_large(server):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 10_000)

    server.routes["/"] = endless
    assert "larger than" in refusal(server, "/", max_bytes=100_000)


def test_packed_pages_and_a_bomb(server):
    server.routes["/page"] = lambda h: h.answer(gzip.compress(b"page" * 9), content_encoding="gzip")
    server.routes["/bomb"] = lambda h: h.answer(gzip.compress(bytes(50_000_000)), content_encoding="gzip")
    server.routes["/broken"] = lambda h: h.answer(b"no gzip", content_encoding="gzip")
    server.routes["/br"] = lambda h: h.answer(b"?", content_encoding="br")
    assert fetcher().fetch(f"{server.url}/page").data == b"page" * 9
    assert "larger than 10 MB" in refusal(server, "/bomb")
    for path in ("/broken", "/br"):
        with pytest.raises(SourceError, match="packed"):
            fetcher().fetch(server.url + path)


def test_a_body_that_breaks_off(server):
    server.routes["/"] = lambda h: h.answer(b"half", content_length=1000)
    with pytest.raises(SourceError, match="cannot be reached"):
        fetcher().fetch(server.url)


def drip(handler, prefix):
    handler.wfile.write(prefix)
    for _ in range(100):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


@pytest.mark.parametrize("prefix", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: ", b""])
def test_a_server_that_drips_is_left_on_time(server, prefix):
    server.routes["/"] = lambda handler: drip(handler, prefix)
    server.routes["/robots.txt"] = b""
    started = time.monotonic()
    assert "longer than 0.6 seconds" in refusal(server, "/", timeout=0.6)
    assert time.monotonic() - started < 3


def test_a_name_server_that_never_answers_is_left_on_time():
    stop = threading.Event()

    def resolve(host, port):
        stop.wait(20)
        return ["127.0.0.1"]

    assert "longer than 0.3 seconds" in refusal("http://news.example/", timeout=0.3, resolve=resolve)
    stop.set()


# Manners


def test_robots_txt_is_obeyed(server):
    server.routes["/robots.txt"] = (
        b"User-agent: *\nDisallow: /private\n\nUser-agent: OnRecord\nDisallow: /not-you\n"
    )
    server.routes.update({"/private": b"a", "/not-you/page": b"b", "/to": "/not-you/page"})
    polite = fetcher()
    assert polite.fetch(f"{server.url}/private").data == b"a"
    for path in ("/not-you/page", "/to"):
        with pytest.raises(FetchRefused, match=r"robots\.txt forbids"):
            polite.fetch(server.url + path)
    assert [path for _, path, _ in server.seen] == ["/robots.txt", "/private", "/to"]


@pytest.mark.parametrize(
    "answer", [404, 403, 410, b"", b"<html>Not found</html>", b"\xff\xfe\x00", "/elsewhere"]
)
def test_a_site_without_rules(server, answer):
    server.routes.update({"/robots.txt": answer, "/": b"page"})
    assert fetcher().fetch(server.url).data == b"page"


@pytest.mark.parametrize("answer", [500, 503, 429, "http://10.0.0.1/robots.txt"])
def test_a_site_whose_rules_cannot_be_read_is_left_alone(server, answer):
    server.routes.update({"/robots.txt": answer, "/": b"page"})
    refusal(server, "/")
    assert [path for _, path, _ in server.seen] == ["/robots.txt"]


def test_rules_behind_a_redirect(server):
    server.routes.update({"/robots.txt": "/rules", "/rules": b"User-agent: *\nDisallow: /", "/": b"page"})
    assert "robots.txt forbids" in refusal(server, "/")


def test_a_giant_robots_txt_is_read_to_its_limit(server):
    server.routes.update({"/robots.txt": b"User-agent: *\nDisallow: /a\n" + b"#" * 20_000_000, "/b": b"page"})
    assert fetcher().fetch(f"{server.url}/b").data == b"page"
    assert "robots.txt forbids" in refusal(server, "/a")


def test_the_interval_between_requests_to_one_host(server):
    server.routes.update({"/": b"page", "/b": "/"})
    patient = fetcher(interval=0.25, timeout=0.5)
    patient.fetch(server.url)
    patient.fetch(f"{server.url}/b")  # the waiting is not counted as the server's time
    times = [at for at, _, _ in server.seen]
    assert [path for _, path, _ in server.seen] == ["/robots.txt", "/", "/b", "/"]
    assert all(later - earlier >= 0.24 for earlier, later in pairwise(times))


def test_a_crawl_delay_is_kept_and_an_absurd_one_declined(server):
    server.routes.update({"/robots.txt": b"User-agent: *\nCrawl-delay: 0.3", "/": b"page"})
    polite = fetcher()
    polite.fetch(server.url)
    polite.fetch(server.url)
    times = [at for at, path, _ in server.seen if path == "/"]
    assert times[1] - times[0] >= 0.29
    server.routes["/robots.txt"] = b"User-agent: *\nCrawl-delay: 86400"
    assert "asks for 86400 seconds" in refusal(server, "/")


# TLS: the certificate is verified against the name, though the connection goes to a checked address


@pytest.fixture
def certificate(tmp_path):
    if not shutil.which("openssl"):
        pytest.skip("needs the openssl command to make a certificate")
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=news.example",
    ]
    command += ["-addext", "subjectAltName=DNS:news.example", "-keyout", str(key), "-out", str(cert)]
    subprocess.run(command, check=True, capture_output=True)
    return cert, key


def test_the_certificate_is_verified_against_the_name(server, certificate, monkeypatch):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.routes["/"] = b"page"
    port = server.server_port

    def resolve(host, port):
        return ["127.0.0.1"]

    with pytest.raises(SourceError, match=r"(?i)certificate verify failed"):
        fetcher(resolve=resolve).fetch(f"https://news.example:{port}/")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert fetcher(resolve=resolve).fetch(f"https://news.example:{port}/").data == b"page"
    with pytest.raises(SourceError, match=r"(?i)mismatch|not valid for"):
        fetcher(resolve=resolve).fetch(f"https://other.example:{port}/")
