"""The sample newswire and its questions hold what their README says."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from lxml import html

from onrecord.eval.gold import GoldQuestion, check_evidence, read_questions
from onrecord.eval.sample import NEWSWIRE, QUESTIONS

FIRST, LAST = date(2025, 2, 3), date(2025, 5, 31)
MARKS = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True)
class Sample:
    """An article as this test reads it, by means other than the project's own reader."""

    key: str
    outlet: str
    text: str
    day: date | None
    raw: str


def _pages() -> list[Sample]:
    found = []
    for path in sorted((NEWSWIRE / "lasken-courier").rglob("*.html")):
        raw = path.read_text(encoding="utf-8")
        tree = html.fromstring(raw)
        key = tree.xpath("string(//link[@rel='canonical']/@href)")
        paragraphs = tree.xpath("(//article | //div[@class='story-body'])//p")
        text = "\n".join(p.text_content() for p in paragraphs)
        found.append(Sample(key, "lasken-courier", text, _page_day(tree, key), raw))
    return found


def _page_day(tree: Any, url: str) -> date | None:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        return date.fromisoformat(json.loads(script)["datePublished"][:10])
    if meta := tree.xpath("string(//meta[@property='article:published_time']/@content)"):
        return date.fromisoformat(meta[:10])
    if in_url := re.search(r"/(\d{4})/(\d\d)/(\d\d)/", url):
        return date(*map(int, in_url.groups()))
    line = tree.xpath("string(//p[@class='dateline'])")
    months = {"March": 3, "May": 5}
    day, month, year = line.split()[-3:]
    return date(int(year), months[month], int(day))


def _wire() -> list[Sample]:
    lines = (NEWSWIRE / "strait-news" / "wire-2025-q1.jsonl").read_text(encoding="utf-8").splitlines()
    with gzip.open(NEWSWIRE / "strait-news" / "wire-2025-q2.jsonl.gz", "rt", encoding="utf-8") as stream:
        lines += stream.read().splitlines()
    records = [json.loads(line) for line in lines]
    for record in records:
        assert set(record) == {"id", "title", "text", "url", "source", "published_at", "authors"}
    return [
        Sample(r["url"], "strait-news", r["text"], _day(r["published_at"]), line)
        for r, line in zip(records, lines, strict=True)
    ]


def _bare() -> list[Sample]:
    found = []
    for path in sorted((NEWSWIRE / "brezin-observer").glob("*.txt")):
        raw = path.read_text(encoding="utf-8")
        fields, body = {}, raw
        if raw.startswith("---\n"):
            _, block, body = raw.split("---\n", 2)
            fields = dict(line.split(": ", 1) for line in block.splitlines())
        key = fields.get("url") or path.relative_to(NEWSWIRE).as_posix()
        found.append(Sample(key, "brezin-observer", body, _day(fields.get("published")), raw))
    return found


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None


@pytest.fixture(scope="module")
def articles() -> dict[str, Sample]:
    every = _pages() + _wire() + _bare()
    by_key = {article.key: article for article in every}
    assert len(by_key) == len(every), "two articles share an address"
    return by_key


@pytest.fixture(scope="module")
def questions() -> tuple[GoldQuestion, ...]:
    return read_questions(QUESTIONS)


# The newswire


def test_there_are_enough_articles_of_three_outlets_over_four_months(articles: dict[str, Sample]) -> None:
    outlets = Counter(article.outlet for article in articles.values())
    assert len(articles) >= 60
    assert len(outlets) == 3
    assert min(outlets.values()) >= 15
    days = [article.day for article in articles.values() if article.day]
    assert min(days) == FIRST
    assert max(days) <= LAST
    assert (max(days) - min(days)).days > 110


def test_every_kind_of_date_and_of_missing_date_occurs(articles: dict[str, Sample]) -> None:
    pages = [a for a in articles.values() if a.outlet == "lasken-courier"]
    kinds = Counter(
        "json-ld" if "application/ld+json" in p.raw
        else "meta" if "article:published_time" in p.raw
        else "url" if re.search(r"/2025/\d\d/\d\d/", p.key)
        else "dateline"
        for p in pages
    )  # fmt: skip
    assert set(kinds) == {"json-ld", "meta", "url", "dateline"}
    assert min(kinds.values()) >= 3
    assert sum(a.day is None for a in articles.values() if a.outlet == "strait-news") == 1
    assert sum(a.day is None for a in articles.values() if a.outlet == "brezin-observer") == 3


def test_addresses_are_reserved_ones_so_that_no_link_leads_anywhere(articles: dict[str, Sample]) -> None:
    hosts = {key.split("/")[2] for key in articles if key.startswith("https://")}
    assert all(host.endswith(".example") for host in hosts)
    named = [host for a in articles.values() for host in re.findall(r'https?://([^/\s"<]+)', a.raw)]
    assert {host for host in named if not host.endswith(".example")} <= {"schema.org"}


def test_articles_have_the_length_of_news(articles: dict[str, Sample]) -> None:
    lengths = {key: len(article.text.split()) for key, article in articles.items()}
    assert min(lengths.values()) >= 150
    assert max(lengths.values()) <= 650  # with the furniture of bare text


def test_quotation_marks_differ_between_outlets(articles: dict[str, Sample]) -> None:
    marks = {
        outlet: Counter(c for a in articles.values() if a.outlet == outlet for c in a.text if c in '"“”')
        for outlet in ("lasken-courier", "strait-news", "brezin-observer")
    }
    assert marks["lasken-courier"]['"'] == 0
    assert marks["strait-news"]["“"] == 0
    assert all(marks["brezin-observer"][mark] > 20 for mark in '"“”')


def test_agency_stories_are_carried_by_other_outlets(articles: dict[str, Sample]) -> None:
    wire = [_shingles(a) for a in articles.values() if a.outlet == "strait-news"]
    copies = [
        a.key
        for a in articles.values()
        if a.outlet != "strait-news" and any(_carries(_shingles(a), original) for original in wire)
    ]
    assert len(copies) == 4


def _shingles(article: Sample) -> set[str]:
    words = re.findall(r"[a-z0-9.]+", article.text.lower())
    return {" ".join(words[i : i + 5]) for i in range(len(words) - 4)}


def _carries(copy: set[str], original: set[str]) -> bool:
    return len(copy & original) > 0.6 * len(original)


def test_the_extractor_keeps_every_quoted_sentence(
    articles: dict[str, Sample], questions: tuple[GoldQuestion, ...]
) -> None:
    import trafilatura

    texts = {
        a.key: trafilatura.extract(a.raw, include_comments=False) or ""
        for a in articles.values()
        if a.outlet == "lasken-courier"
    }
    lost = [
        evidence.quote
        for question in questions
        for evidence in question.evidence
        if evidence.key in texts and evidence.quote and evidence.quote not in texts[evidence.key]
    ]
    assert lost == []
    # Neither the donation appeal nor a sidebar is swept in.
    assert not [key for key, text in texts.items() if "41,000 readers" in text or "Most read" in text]


# The questions


def test_the_readme_counts_right_and_names_files_that_exist(
    articles: dict[str, Sample], questions: tuple[GoldQuestion, ...]
) -> None:
    readme = QUESTIONS.with_name("README.md").read_text(encoding="utf-8")
    assert f"{len(articles)} news articles" in readme
    assert f"{len(questions)} questions" in readme
    types = Counter(question.type for question in questions)
    order = ("statement", "fact", "who", "when", "did", "follow-up", "unanswerable")
    *most, last = (f"{types[name]} {name}" for name in order)
    assert " ".join(f"{', '.join(most)} and {last}".split()) in " ".join(readme.split())
    assert f"{sum(not q.answerable and q.speaker is not None for q in questions)} are near misses" in readme
    files = {path.name for path in NEWSWIRE.rglob("*.*")}
    assert set(re.findall(r"`([\w.-]+\.(?:html|txt))`", readme)) <= files
    assert all(f"**{name}**" in readme for name in ("Halvia", "Tarnovia", "Ilmarra"))


def test_there_are_enough_questions_of_every_type(questions: tuple[GoldQuestion, ...]) -> None:
    types = Counter(question.type for question in questions)
    assert len(questions) >= 90
    assert types["statement"] >= 30
    assert types["fact"] >= 25
    assert types["follow-up"] >= 8
    assert types["unanswerable"] >= 20
    assert min(types[t] for t in ("who", "when", "did")) >= 5


def test_every_quote_occurs_in_its_article(
    articles: dict[str, Sample], questions: tuple[GoldQuestion, ...]
) -> None:
    assert check_evidence(questions, {key: article.text for key, article in articles.items()}) == []
    assert all("\n" not in (e.quote or "") for q in questions for e in q.evidence)


def test_copies_of_a_quote_are_evidence_too(
    articles: dict[str, Sample], questions: tuple[GoldQuestion, ...]
) -> None:
    plain = {key: article.text.translate(MARKS) for key, article in articles.items()}
    missing = []
    for question in questions:
        named = {e.key for e in question.evidence}
        for evidence in question.evidence:
            quote = (evidence.quote or "").translate(MARKS)
            if len(quote.split()) >= 6:
                carriers = {key for key, text in plain.items() if quote in text}
                missing += [(question.id, key, quote) for key in carriers - named]
    assert missing == []


def test_answers_can_be_read_off_the_evidence(questions: tuple[GoldQuestion, ...]) -> None:
    unread = [
        question.id
        for question in questions
        if question.type in ("statement", "fact", "who", "follow-up")
        and not any(
            answer.lower() in (evidence.quote or "").lower()
            for answer in question.answer
            for evidence in question.evidence
        )
    ]
    assert unread == []
    assert all(question.answer for question in questions if question.answerable)


def test_dates_lie_within_the_newswire_unless_the_question_is_unanswerable(
    questions: tuple[GoldQuestion, ...],
) -> None:
    for question in questions:
        assert question.question_date is not None
        assert FIRST <= question.question_date <= LAST, question.id
        if question.said_on and question.answerable:
            assert question.said_on.start >= FIRST, question.id
            assert question.said_on.end <= question.question_date, question.id


def test_what_is_unanswerable_says_why_and_contradicts_no_answer(questions: tuple[GoldQuestion, ...]) -> None:
    unanswerable = [question for question in questions if not question.answerable]
    assert all(question.why for question in unanswerable)
    near = [q for q in unanswerable if q.speaker]
    assert len(near) >= 8
    spoke = {(q.speaker, q.said_on) for q in questions if q.answerable and q.said_on}
    assert not [q.id for q in near if q.said_on and (q.speaker, q.said_on) in spoke]
    speakers = {q.speaker for q in questions if q.answerable}
    assert {q.speaker for q in near} <= speakers, "a near miss asks about somebody who does speak"


def test_no_absent_person_or_thing_is_in_the_newswire(articles: dict[str, Sample]) -> None:
    everything = "\n".join(article.raw for article in articles.values())
    for absent in (
        "Orrin",
        "Calloway",
        "Renwick",
        "Archbishop",
        "tennis",
        "measles",
        "unemployment",
        "Saint Brannoc",
    ):
        assert absent.lower() not in everything.lower()
