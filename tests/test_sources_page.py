"""What a page says of itself, in all the ways in which pages say it, and its text."""

import json
from datetime import date

import pytest

from onrecord.index.errors import SourceError
from onrecord.index.sources import Failure, Given, read
from onrecord.index.sources.page import page_article
from onrecord.index.sources.pagedata import split_authors
from onrecord.index.types import Published, TimeRange

PARAGRAPHS = (
    "The harbour of Aldermouth was closed on Monday after a barge carrying gravel sank beside the old pier.",
    "“We must raise it before the spring tide,” said the harbour master, Ines Marlow, who had come at dawn.",
    "The owners of the barge said that they would pay for the work, which may take all of March.",
    "Ferries to the islands leave from Quay Street until then, and the fish market stays open as usual.",
)
URL = "https://www.courier.example/local/barge-sinks"


def html(head="", *, body=None, lang=' lang="en-GB"', h1="Barge sinks in Aldermouth harbour"):
    text = body if body is not None else "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html{lang}><head><meta charset='utf-8'>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
        f"<main><article><h1>{h1}</h1>{text}</article></main>"
        "<footer><p>Copyright The Courier. All rights reserved.</p></footer></body></html>"
    )


def ld(**fields):
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def article(markup, *, url=URL, **given):
    return page_article(markup, url=url, fallback_url="file:///page.html", given=Given(**given))


def test_text_title_language_and_source_of_a_plain_page():
    found = article(html("<title>Barge sinks in Aldermouth harbour | The Courier</title>"))
    assert [p for p in found.text.split("\n\n") if p in PARAGRAPHS] == list(PARAGRAPHS)
    assert "Copyright" not in found.text
    assert found.title == "Barge sinks in Aldermouth harbour"
    assert (found.language, found.source, found.url) == ("en", "courier.example", URL)
    assert found.id == article(html()).id


def test_json_ld():
    found = article(
        html(
            ld(
                headline="Barge sinks &amp; closes harbour",
                author=[{"@type": "Person", "name": "Ada Fenn"}, {"name": ["Ines Marlow"]}],
                publisher={"name": "The Aldermouth Courier"},
                datePublished="2025-03-14T09:30:00+00:00",
                inLanguage="en",
            ),
            h1="",
        )
    )
    assert found.title == "Barge sinks & closes harbour"
    assert found.authors == ("Ada Fenn", "Ines Marlow")
    assert found.source == "The Aldermouth Courier"
    assert found.published.iso() == "2025-03-14T09:30:00+00:00"
    assert found.published.basis == "json-ld"


DATED = {"datePublished": "2025-03-14T09:30:00+01:00"}
NODE = json.dumps({"@type": "NewsArticle", **DATED})


@pytest.mark.parametrize(
    "script",
    [
        json.dumps(
            [{"@type": "BreadcrumbList"}, {"@type": ["ReportageNewsArticle", "NewsArticle"], **DATED}]
        ),
        json.dumps({"@graph": [{"@type": "WebSite"}, {"@type": "Article", **DATED}]}),
        json.dumps({"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", **DATED}}),
        f"\n//<![CDATA[\n{NODE}\n//]]>\n",
        f"<!-- {NODE} -->",
        f"{NODE};",
        '{"@type": "NewsArticle", "keywords": ["a", "b",], "datePublished": "2025-03-14T09:30:00+01:00",}',
        '{"@type": "NewsArticle", "headline": "He said "no"", "datePublished": "2025-03-14T09:30:00+01:00"}',
        '{"@type": "NewsArticle", "description": "two\nlines", "datePublished": "2025-03-14T09:30:00+01:00"}',
    ],
)
def test_json_ld_in_all_shapes_and_broken(script):
    found = article(html(f'<script type="application/ld+json">{script}</script>'))
    assert found.published.iso() == "2025-03-14T09:30:00+01:00"


@pytest.mark.parametrize(
    "script", ["", "{", "null", "[" * 50_000, '{"@type": 3, "author": {"name": {}}}', '"x"', "NaN"]
)
def test_json_ld_that_says_nothing_is_passed_over(script):
    found = article(html(f'<script type="application/ld+json">{script}</script>'))
    assert found.text.startswith("Barge sinks") or found.text.startswith("The harbour")
    assert found.published.basis in ("unknown", "htmldate")


def test_of_several_articles_the_one_that_names_the_page():
    other = ld(headline="Another story", url="https://www.courier.example/other", datePublished="2024-01-01")
    own = ld(headline="Barge sinks", url=URL + "/", datePublished="2025-03-14")
    assert article(html(other + own, h1="")).title == "Barge sinks"


def test_teasers_and_live_updates_are_not_the_article():
    head = ld(
        datePublished="2025-03-14",
        liveBlogUpdate=[{"@type": "BlogPosting", "datePublished": "2025-03-20", "headline": "Update"}],
        hasPart={"@type": "Article", "headline": "Teaser"},
    )
    assert article(html(head)).published == Published.on(date(2025, 3, 14), "json-ld")


@pytest.mark.parametrize(
    ("tag", "basis"),
    [
        ('<meta property="article:published_time" content="2025-03-14T09:30:00+01:00">', "meta"),
        ('<meta name="parsely-pub-date" content="2025-03-14T08:30:00Z">', "meta"),
        ('<meta itemprop="datePublished" content="2025-03-14">', "meta"),
        ('<meta name="DC.date.issued" content="2025-03-14">', "meta"),
        ('<meta name="date" content="Fri, 14 Mar 2025 09:30:00 +0100">', "meta"),
        ('<meta name="date" content="today"><meta name="pubdate" content="20250314">', "meta"),
    ],
)
def test_meta_tags(tag, basis):
    found = article(html(tag)).published
    assert found.range == TimeRange.day(date(2025, 3, 14))
    assert found.basis == basis


def test_a_change_is_no_publication():
    head = '<meta property="article:modified_time" content="2025-09-01T10:00:00Z">' + ld(
        dateModified="2025-09-01"
    )
    assert (
        article(html(head), url="https://www.courier.example/2025/03/14/barge").published.iso()
        == "2025-03-14"
    )


def test_the_order_of_evidence():
    stated = ld(datePublished="2025-03-14T09:30:00+01:00")
    dated = "https://www.courier.example/2025/03/10/barge"
    monthly = "https://www.courier.example/2025/03/barge"
    shown = f'<time datetime="2025-03-12">12 March 2025</time>{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}'
    given = Published.on(date(2025, 3, 1), "given")
    assert article(html(stated), url=dated, published=given).published == given
    assert article(html(stated), url=dated).published == Published.on(date(2025, 3, 10), "url")
    assert article(html(stated), url=monthly).published.basis == "json-ld"
    assert article(html(body=shown), url=monthly).published == Published.on(date(2025, 3, 12), "htmldate")
    month = TimeRange(date(2025, 3, 1), date(2025, 3, 31))
    assert article(html(), url=monthly).published == Published(None, month, "url")
    assert article(html()).published == Published()


def canonical(href):
    return f'<link rel="canonical" href="{href}">'


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/local/barge?utm_source=x#a", "https://www.courier.example/local/barge"),
        ("https://courier.example/local/barge", "https://courier.example/local/barge"),
        ("https://other.example/stolen", URL),  # a page must not take another outlet's place
        ("https://www.courier.example/", URL),  # a home page is nobody's address
        ("javascript:alert(1)", URL),
        ("http://[::1", URL),
    ],
)
def test_canonical_addresses(href, url):
    assert article(html(canonical(href)), url=f"{URL}?utm_medium=rss").url == url


def test_a_saved_page_is_at_its_canonical_address_or_at_its_path(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(html(canonical("https://courier.example/2025/03/14/barge")))
    (found,) = read(page)
    assert found.url == "https://courier.example/2025/03/14/barge"
    assert found.source == "courier.example"
    assert found.published == Published.on(date(2025, 3, 14), "url")
    page.write_text(html())
    (found,) = read(page)
    assert found.url == page.as_uri()
    assert found.source is None


def test_titles_that_two_of_three_agree_on_and_the_outlets_name():
    og = '<meta property="og:title" content="Barge sinks in Aldermouth harbour - Courier"/>'
    site = '<meta property="og:site_name" content="Courier"/>'
    assert article(html(og + site + ld(headline="Sinking"))).title == "Barge sinks in Aldermouth harbour"
    head = site + "<title>Barge sinks – and nobody saw it | Courier | Local</title>"
    assert article(html(head, h1="")).title == "Barge sinks – and nobody saw it"
    assert article(html("<title>A - B - C</title>", h1="")).title == "A - B - C"


def test_bylines():
    assert split_authors("By Ada Fenn and Ines Marlow") == ("Ada Fenn", "Ines Marlow")
    assert split_authors("von Jürgen Weiß; Ada Fenn | Ada Fenn") == ("Jürgen Weiß", "Ada Fenn")
    assert split_authors("https://x.example/ada, ada@courier.example, 105092") == ()
    assert article(html('<meta name="author" content="By Ada Fenn">')).authors == ("Ada Fenn",)
    assert article(
        html(body=f"<a rel='author' href='/f'>Ada Fenn</a>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}")
    ).authors == ("Ada Fenn",)


def test_the_body_in_json_ld_stands_in_for_a_page_that_scripts_fill():
    found = article(html(ld(articleBody="\n".join(PARAGRAPHS)), body="<div id='app'></div>"))
    assert found.text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<html><body></body></html>", "not an article"),
        ("<html><body><h1>Gallery</h1><img src='a.jpg'></body></html>", "not an article"),
        ("nothing", "not an article"),
    ],
)
def test_pages_without_an_article(markup, words):
    with pytest.raises(SourceError, match=words):
        article(markup)


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [
        ("windows-1251", "<meta charset=windows-1251>"),
        ("shift_jis", '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">'),
    ],
)
def test_declared_encodings(tmp_path, encoding, meta):
    text = {"windows-1251": "Гавань закрыли в понедельник утром. ", "shift_jis": "港は月曜日に閉鎖された。"}[
        encoding
    ]
    page = tmp_path / "page.html"
    page.write_bytes(
        html(body=f"<p>{text * 12}</p>").replace("<meta charset='utf-8'>", meta).encode(encoding, "ignore")
    )
    (found,) = read(page)
    assert text.strip() in found.text


def test_a_page_whose_declaration_lies_is_read_as_what_it_is(tmp_path):
    page = tmp_path / "page.html"
    page.write_bytes(
        html(body=f"<p>{'Die Bürgermeisterin schloss den Hafen früh. ' * 9}</p>")
        .encode("utf-8")
        .replace(b"'utf-8'", b"us-ascii")
    )
    (found,) = read(page)
    assert "Bürgermeisterin" in found.text


def test_an_xml_declaration_and_a_picture_named_html(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '<?xml version="1.0" encoding="iso-8859-1"?>'
        + html(body=f"<p>{'Grüße vom Hafen, sagte sie. ' * 12}</p>")
    )
    (found,) = read(page)
    assert "Grüße" in found.text
    page.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (failure,) = read(page)
    assert isinstance(failure, Failure)
    assert "PNG" in failure.reason
