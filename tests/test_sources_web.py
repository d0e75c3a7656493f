"""URLs through `read`, from a real server: pages, feeds, sitemaps, plain files, and what is none of these."""

import gzip
import json
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.index.errors import UsageError
from onrecord.index.sources import Failure, Fetcher, Given, read
from onrecord.index.sources.feeds import fragment_text, parse_feed
from onrecord.index.sources.sitemaps import parse_sitemap
from onrecord.index.sources.web import Limits, _root, url_items
from onrecord.index.types import Article, Published

SENTENCE = (
    "The harbour of Aldermouth was closed on {} after a barge carrying gravel sank beside the old pier. "
)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.seen.append(self.path)
        media, body = self.server.routes.get(self.path, (None, b""))
        self.send_response(200 if media is not None else 404)
        if media:
            self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.routes, server.seen = {}, []
        server.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def get(server):
    """Reads a path of the server."""
    fetcher = Fetcher(allow_private=True, interval=0)

    def get(path, **given):
        return list(read(server.url + path, Given(**given), fetcher))

    return get


def limited(server, path, limits):
    return list(url_items(server.url + path, Given(), Fetcher(allow_private=True, interval=0), limits))


def page(day="Monday", head=""):
    text = "".join(f"<p>{n}. {SENTENCE.format(day)}</p>" for n in range(4))
    head = f"<head><title>Barge sinks on {day}</title>{head}</head>"
    return f"<html>{head}<body><article>{text}</article></body></html>".encode()


def dated(day):
    return f'<meta property="article:published_time" content="{day}">'


def titles(items):
    return [item.title for item in items if isinstance(item, Article)]


def reasons(items):
    return [(item.input, item.reason) for item in items if isinstance(item, Failure)]


# Pages and plain files


def test_a_page(server, get):
    server.routes["/2025/03/14/barge?utm_source=x"] = ("text/html; charset=utf-8", page())
    (article,) = get("/2025/03/14/barge?utm_source=x")
    assert article.title == "Barge sinks on Monday"
    assert article.text.count(SENTENCE.format("Monday").strip()) == 4
    assert article.url == f"{server.url}/2025/03/14/barge"
    assert article.source == "127.0.0.1"
    assert article.published == Published.on(date(2025, 3, 14), "url")


def test_the_charset_of_the_header(server, get):
    body = "<html><body><article>" + "<p>Гавань закрыли в понедельник, сказал мэр.</p>" * 9
    server.routes["/a"] = ("text/html; charset=koi8-r", body.encode("koi8-r"))
    (article,) = get("/a")
    assert "Гавань закрыли" in article.text


@pytest.mark.parametrize(
    ("media", "body", "words"),
    [
        ("application/pdf", b"%PDF-1.7", "a PDF"),
        ("text/html", b"%PDF-1.7", "a PDF"),
        ("image/png", b"\x89PNG\r\n", "PNG"),
        ("video/mp4", b"film", "video/mp4"),
        ("text/css", b"a { color: red }", "text/css"),
        ("application/xml", b"<opml><head/></opml>", "application/xml"),
        ("text/html", b"", "empty"),
        ("text/html", b"<html><body><p>Please log in.</p></body></html>", "not an article"),
        ("text/plain", b"Buy milk.", "2 words"),
        ("application/json", b'{"status": "ok"}', 'no "text" field'),
        ("application/rss+xml", b"<rss version='2.0'><channel></channel></rss>", "a feed without entries"),
    ],
)
def test_what_is_no_article_is_named(server, get, media, body, words):
    server.routes["/a"] = (media, body)
    ((url, reason),) = reasons(get("/a"))
    assert url == f"{server.url}/a"
    assert words in reason


def test_missing_pages_and_other_schemes(server, get):
    assert reasons(get("/none")) == [(f"{server.url}/none", "the server answered 404 Not Found")]
    (failure,) = read("ftp://courier.example/a")
    assert "only http and https" in failure.reason


def test_text_and_json_on_the_web(server, get):
    text = SENTENCE.format("Monday")
    server.routes["/a.txt"] = ("text/plain; charset=cp1252", f"{text}“Quite so,” she said.".encode("cp1252"))
    server.routes["/a.md"] = ("text/markdown", f"# Barge sinks\n\n{text}".encode())
    server.routes["/a.json"] = (
        "application/json",
        json.dumps([{"text": text}, {"text": text, "id": "b"}]).encode(),
    )
    lines = b'{"text": "One."}\n{"text": \n{"text": "Three."}\n'
    server.routes["/a.jsonl"] = ("application/x-ndjson", lines)
    server.routes["/b.jsonl.gz"] = ("application/gzip", gzip.compress(lines))
    assert get("/a.txt", source="Courier")[0].text.endswith("“Quite so,” she said.")
    assert get("/a.md")[0].title == "Barge sinks"
    assert [a.url for a in get("/a.json")] == [f"{server.url}/a.json#1", f"{server.url}/a.json#2"]
    for path in ("/a.jsonl", "/b.jsonl.gz"):
        items = get(path)
        assert [a.text for a in items if isinstance(a, Article)] == ["One.", "Three."]
        assert reasons(items)[0][0] == f"{server.url}{path}:2"


# Feeds


def rss(*items, head=""):
    namespaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    namespaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    channel = f"<title>The Courier</title><language>en-gb</language>{''.join(items)}"
    root = f'<rss version="2.0" {namespaces}><channel>{channel}</channel></rss>'
    return f'<?xml version="1.0"?>{head}{root}'.encode()


def test_an_rss_feed_of_teasers_and_whole_articles(server, get):
    whole = "".join(f"<p>{SENTENCE.format('Tuesday')}</p>" for _ in range(12)) + "<figure>Photo</figure>"
    server.routes["/feed"] = (
        "text/html",  # as many servers say
        rss(
            "<item><title>Teaser</title><link>/stories/1</link><description>The harbour…</description>"
            "<pubDate>Fri, 14 Mar 2025 23:30:00 -0500</pubDate><dc:creator>Ada Fenn</dc:creator></item>",
            f"<item><title>Whole &amp;amp; sound</title><link>{server.url}/stories/2?utm_source=rss</link>"
            f"<content:encoded><![CDATA[{whole}]]></content:encoded><dc:creator>Ines Marlow</dc:creator>"
            "<pubDate>Sat, 15 Mar 2025 09:30:00 +0100</pubDate></item>",
            "<item><title>Gone</title><link>/stories/3</link></item>",
            "<item><title>Linkless</title></item>",
        ),
    )
    server.routes["/stories/1"] = ("text/html", page())
    items = get("/feed")
    first, second = (item for item in items if isinstance(item, Article))
    assert first.title == "Barge sinks on Monday"
    assert first.published.iso() == "2025-03-14T23:30:00-05:00"
    assert (first.published.basis, first.authors, first.source) == ("feed", ("Ada Fenn",), "The Courier")
    assert second.title == "Whole & sound"
    assert second.text.count("\n\n") == 11
    assert "Photo" not in second.text
    assert second.published.iso() == "2025-03-15T09:30:00+01:00"
    assert (second.url, second.language) == (f"{server.url}/stories/2", "en")
    assert "/stories/2" not in server.seen
    assert [(url.removeprefix(server.url), reason) for url, reason in reasons(items)] == [
        ("/stories/3", "the server answered 404 Not Found"),
        ("/feed#4", "an entry with neither an article nor a link"),
    ]


def test_the_page_knows_its_time_better_than_the_feed(server, get):
    server.routes["/1"] = ("text/html", page(head=dated("2025-03-10T08:00:00+01:00")))
    server.routes["/feed"] = (
        "application/rss+xml",
        rss("<item><link>/1</link><pubDate>Sat, 15 Mar 2025 09:30:00 GMT</pubDate></item>"),
    )
    (article,) = get("/feed")
    assert (article.published.iso(), article.published.basis) == ("2025-03-10T08:00:00+01:00", "meta")


def test_an_atom_feed(server, get):
    server.routes["/atom"] = (
        "application/atom+xml",
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title><entry><title>Barge</title>'
            '<link href="stories/1"/><author><name>Ada Fenn</name></author>'
            "<published>2025-03-14T09:30:00Z</published>"
            f'<content type="html">{"&lt;p&gt;" + SENTENCE.format("Monday") * 12}</content></entry></feed>'
        ).encode(),
    )
    (article,) = get("/atom")
    assert article.url == f"{server.url}/stories/1"
    assert (article.title, article.authors, article.source) == ("Barge", ("Ada Fenn",), "The Courier")
    assert article.published.iso() == "2025-03-14T09:30:00+00:00"


def test_a_broken_feed_gives_what_it_has():
    broken = rss(
        "<item><title>One</title><link>/1</link></item>", "<item><title>Two & more</title><link>/2</link>"
    )
    assert [e.title for e in parse_feed(broken[:-30], "http://c.example/").entries][:1] == ["One"]


def test_a_feed_cannot_read_files(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("password")
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    feed = parse_feed(
        rss("<item><title>&x;T</title><link>/1</link></item>", head=entity), "http://c.example/"
    )
    assert all("password" not in entry.title for entry in feed.entries)


def test_no_more_entries_than_the_limit(server):
    server.routes.update({f"/{n}": ("text/html", page(str(n))) for n in range(3)})
    server.routes["/feed"] = (
        "application/rss+xml",
        rss(*(f"<item><link>/{n}</link></item>" for n in range(3))),
    )
    items = limited(server, "/feed", Limits(entries=2))
    assert titles(items) == ["Barge sinks on 0", "Barge sinks on 1"]
    assert items[-1].kept
    assert "first 2 of its 3" in items[-1].reason


def test_url_and_title_belong_to_one_article(server, get):
    server.routes.update({f"/{n}": ("text/html", page(str(n))) for n in range(2)})
    server.routes["/feed"] = (
        "application/rss+xml",
        rss("<item><link>/0</link></item>", "<item><link>/1</link></item>"),
    )
    with pytest.raises(UsageError):
        get("/feed", title="Barge")
    assert [a.source for a in get("/feed", source="Given")] == ["Given", "Given"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain", "plain"),
        ("<p>One</p><p>Two <b>bold</b></p>", "One\n\nTwo bold"),
        ("a<br>b<script>c</script><!-- d -->e", "a\n\nbe"),
        ("AT&amp;T", "AT&T"),
        ("", ""),
        ("<ul><li>x</li><li>y</li></ul>tail", "x\n\ny\n\ntail"),
    ],
)
def test_the_text_of_fragments(markup, text):
    assert fragment_text(markup) == text


@pytest.mark.parametrize(
    "before",
    [
        b"",
        b"\xef\xbb\xbf",
        b"<?xml version='1.0'?>\n<!-- > -->",
        b"<!DOCTYPE rss [<!ENTITY a 'b'>]>",
        b"<!---->" * 400,
    ],
)
def test_the_kind_is_seen_behind_any_prologue(before):
    assert _root(before + b"<rss version='2.0'>") == b"rss"
    assert _root(before + b"<rdf:RDF>") == b"RDF"
    assert _root(before + b"{}") == b""


# Sitemaps


def urlset(*entries):
    news = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    body = "".join(f"<url>{entry}</url>" for entry in entries)
    schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return f'<?xml version="1.0"?><urlset {schema} {news}>{body}</urlset>'.encode()


def index(*locations):
    body = "".join(f"<sitemap><loc>{location}</loc></sitemap>" for location in locations)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</sitemapindex>'.encode()


XML = "application/xml"


def test_a_sitemap_of_news_the_latest_first(server, get):
    def entry(number, day):
        news = "<news:name>Courier</news:name><news:language>en</news:language>"
        news = f"<news:publication>{news}</news:publication>"
        news += f"<news:publication_date>{day}</news:publication_date><news:title>Story {number}</news:title>"
        changed = f"<lastmod>2025-09-0{number}</lastmod>"
        return f"<loc>{server.url}/{number}</loc>{changed}<news:news>{news}</news:news>"

    server.routes.update({f"/{n}": ("text/html", page(str(n))) for n in (1, 2)})
    server.routes["/map"] = (
        XML,
        urlset(entry(1, "2025-03-15T09:30:00+01:00"), entry(2, "2025-03-16"), entry(3, "2025-03-14")),
    )
    items = get("/map")
    assert titles(items) == ["Barge sinks on 2", "Barge sinks on 1"]
    assert items[0].published == Published.on(date(2025, 3, 16), "feed")
    assert (items[1].published.iso(), items[1].source, items[1].language) == (
        "2025-03-15T09:30:00+01:00",
        "Courier",
        "en",
    )
    assert [url for url, _ in reasons(items)] == [f"{server.url}/3"]


def test_lastmod_is_no_publication_date(server, get):
    server.routes["/a"] = ("text/html", page())
    server.routes["/map"] = (XML, urlset(f"<loc>{server.url}/a</loc><lastmod>2025-03-14</lastmod>"))
    (article,) = get("/map")
    assert article.published == Published()


def test_an_index_of_sitemaps_packed_and_in_a_circle(server, get):
    server.routes.update({f"/{n}": ("text/html", page(str(n))) for n in range(3)})
    server.routes["/index"] = (
        XML,
        index(f"{server.url}/a.xml.gz", "/b.xml", f"{server.url}/index", f"{server.url}/none"),
    )
    server.routes["/a.xml.gz"] = ("application/x-gzip", gzip.compress(urlset(f"<loc>{server.url}/0</loc>")))
    server.routes["/b.xml"] = (
        XML,
        urlset("<loc>/1</loc>", "<loc>/2</loc>", "<loc>/1</loc>", f"<loc>{server.url}/0</loc>"),
    )
    items = get("/index")
    assert sorted(titles(items)) == ["Barge sinks on 0", "Barge sinks on 1", "Barge sinks on 2"]
    assert reasons(items) == [(f"{server.url}/none", "the server answered 404 Not Found")]
    assert server.seen.count("/0") == 1


def test_the_limits_of_sitemaps_are_named(server):
    limits = Limits(depth=2, sitemaps=3, pages=2)
    server.routes.update({f"/{n}": ("text/html", page(str(n))) for n in range(3)})
    server.routes["/deep"] = (XML, index("/deeper"))
    server.routes["/deeper"] = (XML, index("/deepest"))
    server.routes["/wide"] = (XML, index("/m1", "/m2", "/m3"))
    server.routes["/many"] = (XML, urlset("<loc>/0</loc>", "<loc>/1</loc>", "<loc>/2</loc>"))
    assert "nested more than 2 deep" in reasons(limited(server, "/deep", limits))[0][1]
    assert "/deepest" not in server.seen
    assert any("beyond the first 3" in reason for _, reason in reasons(limited(server, "/wide", limits)))
    assert "/m3" not in server.seen
    items = limited(server, "/many", limits)
    assert len(titles(items)) == 2
    assert "latest 2 of its pages" in reasons(items)[0][1]
    assert items[-1].kept


def test_a_sitemap_does_not_lead_to_files_or_to_other_kinds(server, get):
    server.routes["/feed"] = ("application/rss+xml", rss("<item><link>/0</link></item>"))
    server.routes["/map"] = (XML, urlset("<loc>file:///etc/passwd</loc>", "<loc>/feed</loc>"))
    found = dict(reasons(get("/map")))
    assert "only http and https" in found["file:///etc/passwd"]
    assert "application/rss+xml" in found[f"{server.url}/feed"]
    assert "/0" not in server.seen


def test_entities_are_not_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("password")
    bomb = (
        "<!ENTITY a '"
        + "x" * 1000
        + "'>"
        + "".join(f"<!ENTITY {chr(ord(n) + 1)} '{f'&{n};' * 50}'>" for n in "abcdef")
    )
    head = f'<!DOCTYPE urlset [<!ENTITY s SYSTEM "{secret.as_uri()}">{bomb}]>'
    body = "<urlset><url><loc>http://c.example/&s;&g;</loc></url></urlset>"
    found = parse_sitemap((head + body).encode(), "http://c.example/map")
    assert all(len(p.url) < 100 and "password" not in p.url for p in found.pages)


@pytest.mark.parametrize("data", [b"<urlset></urlset>", b"<urlset><url/><!-- c --><url><loc> </loc></url>"])
def test_empty_and_unclosed_sitemaps(server, get, data):
    assert parse_sitemap(data, "http://c.example/map").pages == ()
    server.routes["/map"] = (XML, data)
    assert "no pages" in reasons(get("/map"))[0][1]
