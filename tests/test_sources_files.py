"""Files and folders become articles; a bad one is named, with its reason, and the rest goes on."""

import gzip
import json
import os
import subprocess
import sys
import zlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from onrecord.index.errors import UsageError
from onrecord.index.sources import Failure, Given, read
from onrecord.index.sources.bare import bare_title, front_matter
from onrecord.index.types import Article, Published, TimeRange

BODY = "The harbour of Aldermouth was closed on Monday after a barge sank. Nobody was hurt, the mayor said."


def articles(items):
    return [item for item in items if isinstance(item, Article)]


def failures(items):
    return [item for item in items if isinstance(item, Failure)]


def one(path, **given):
    items = list(read(path, Given(**given)))
    assert len(items) == 1, items
    assert isinstance(items[0], Article), items[0]
    return items[0]


def reason(path):
    items = list(read(path))
    assert len(items) == 1, items
    assert isinstance(items[0], Failure)
    assert items[0].input.startswith(str(path))
    assert not items[0].kept
    return items[0].reason


# Bare text


def test_bare_text_is_stored_as_it_stands_and_linked_to_its_file(tmp_path):
    text = f"\r\n  Barge sinks in Aldermouth harbour\r\n\r\n{BODY}  \r\n"
    path = tmp_path / "a story.txt"
    (tmp_path / "b").mkdir()
    path.write_bytes(text.encode())
    article = one(path)
    assert article.text == text
    assert article.title == "Barge sinks in Aldermouth harbour"
    assert article.url == path.as_uri()
    assert article.published == Published()
    assert one(path).id == article.id
    assert one(tmp_path / "b" / ".." / path.name).id == article.id


def test_what_the_caller_gives_wins(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        f"---\ntitle: Own\nsource: Own\nurl: https://own.example/a\ndate: 2020-01-01\n---\n{BODY}"
    )
    day = Published.on(date(2025, 3, 14), "given")
    article = one(path, published=day, url="https://courier.example/barge", source="Courier", title="Given")
    assert (article.title, article.source, article.url) == (
        "Given",
        "Courier",
        "https://courier.example/barge",
    )
    assert article.published == day
    assert article.id != one(path).id


def test_front_matter_is_not_part_of_the_text(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        "---\nTitle: 'Barge: sunk'\nauthors:\n  - Ada Fenn\n  - Ines Marlow\nurl: https://courier.example/1\n"
        f"published: 2025-03-14T09:30:00+01:00\nlanguage: en\nmood: grim\n---\n{BODY}\n"
    )
    article = one(path)
    assert article.text == f"{BODY}\n"
    assert article.title == "Barge: sunk"
    assert article.authors == ("Ada Fenn", "Ines Marlow")
    assert article.url == "https://courier.example/1"
    assert article.language == "en"
    assert article.published.iso() == "2025-03-14T09:30:00+01:00"
    assert article.published.basis == "given"


@pytest.mark.parametrize(
    "text", [f"---\n\n{BODY}", f"---\n{BODY}\n---\nMore of it.", f"{BODY}\n---\ntitle: x\n---\n"]
)
def test_a_rule_is_not_front_matter(text):
    assert front_matter(text) == ({}, text)


def test_the_url_of_a_bare_text_dates_it(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"---\nurl: https://courier.example/2025/03/14/barge\n---\n{BODY}")
    assert one(path).published == Published.on(date(2025, 3, 14), "url")


def test_a_day_in_the_text_is_no_publication_date(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"Since July 1, 2024, we have shown no advertisements.\n\n{BODY}")
    assert one(path).published.basis == "unknown"


def test_titles_of_bare_texts():
    assert bare_title(f"Intro\n\n# Barge sinks #\n\n{BODY}", markdown=True) == "Barge sinks"
    assert (
        bare_title(f"News Feed\n\nBarge sinks in Aldermouth harbour\n\n{BODY}")
        == "Barge sinks in Aldermouth harbour"
    )
    assert bare_title(BODY) == "The harbour of Aldermouth was closed on Monday after a barge sank."
    long = bare_title("The harbour of Aldermouth " + "and that of Quay Street " * 20 + "was closed.")
    assert len(long) <= 121
    assert long.endswith("…")


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_and_their_byte_order_marks(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(f"{BODY} „Ærlig talt“, 日本".encode(encoding))
    assert one(path).text == f"{BODY} „Ærlig talt“, 日本"


GERMAN = (
    "Die Bürgermeisterin sagte am Dienstag, der Fluss sei über die Ufer getreten. „Wir müssen jetzt schnell "
    "handeln“, erklärte Jürgen Weiß gegenüber der Presse – und zwar früh, sonst käme es zu größeren Schäden."
)
FRENCH = (
    "Le maire a déclaré mardi que la rivière était sortie de son lit à l’aube. « Nous devons agir vite », "
    "a-t-il ajouté, précisant que l’école resterait fermée jusqu’à la fin de l’année."
)
RUSSIAN = (
    "Мэр заявил во вторник, что река вышла из берегов. «Мы должны действовать быстро», — добавил он, "
    "сообщив, что школы будут закрыты до конца недели."
)


@pytest.mark.parametrize(("text", "encoding"), [(GERMAN, "cp1252"), (FRENCH, "cp1252"), (RUSSIAN, "cp1251")])
def test_a_legacy_encoding_that_is_clear_cut_is_read_and_named(tmp_path, text, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    items = list(read(path))
    assert [a.text for a in articles(items)] == [text]
    assert [(f.kept, "not UTF-8" in f.reason) for f in failures(items)] == [(True, True)]


def test_a_legacy_encoding_in_doubt_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    turkish = "Belediye başkanı salı günü nehrin taştığını söyledi. Okulların kapalı kalacağını da duyurdu."
    path.write_bytes(turkish.encode("cp1254"))
    assert "encoding cannot be told" in reason(path)


def test_one_damaged_letter_in_a_long_text_is_reported_and_kept(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes((GERMAN * 9).encode() + b"\xc3 Ende.")
    items = list(read(path))
    assert articles(items)[0].text == GERMAN * 9 + "\ufffd Ende."
    assert failures(items)[0].kept


# What is not an article


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"Buy milk.", "2 words"),
        (b"milk eggs bread butter salt " * 5, "no sentence"),
        (b"%PDF-1.7 " + b"text " * 50, "a PDF"),
        (b"PK\x03\x04" + bytes(range(256)), "ZIP"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        (b"\x7fELF\x02\x01\x01" + bytes(300), "a program"),
        (BODY.encode() + b"\0" + BODY.encode(), "binary"),
        (BODY.encode("utf-16-le"), "UTF-16"),
        (b"\x01\x02\x03 " * 100 + BODY.encode(), "control characters"),
        (zlib.compress(os.urandom(5000)), "not"),
    ],
)
def test_what_is_not_an_article_is_named(tmp_path, content, words):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert words in reason(path)


def test_an_article_in_a_script_without_spaces_is_long_enough(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("市長は火曜日、川が氾濫したと述べた。学校は週末まで閉鎖される。")
    assert one(path).text.startswith("市長")


def test_missing_unreadable_and_unknown_files(tmp_path):
    assert reason("") == "no such file or folder"
    assert reason(tmp_path / "none.txt") == "no such file or folder"
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "symbolic links" in reason(tmp_path / "loop.txt") or "no such" in reason(tmp_path / "loop.txt")
    (tmp_path / "a.docx").write_text(BODY)
    assert "not a kind of file" in reason(tmp_path / "a.docx")
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in reason(tmp_path / "pipe.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permission_denied(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(BODY)
    path.chmod(0)
    assert reason(path) == "permission denied"


# Folders


def test_a_folder_in_order_with_its_bad_files_named(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text(BODY)
    (tmp_path / ".hidden.txt").write_text(BODY)
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "b" / "2.txt").write_text(f"Two. {BODY}")
    (tmp_path / "b" / "1.txt.gz").write_bytes(gzip.compress(f"One. {BODY}".encode()))
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "c.json").write_text(json.dumps({"text": f"Three. {BODY}"}))
    items = list(read(tmp_path))
    assert [f.input for f in failures(items)] == [str(tmp_path / "a.txt")]
    # The files of a folder come before those of the folders in it.
    assert [a.text.split(".")[0] for a in articles(items)] == ["Three", "One", "Two"]
    assert len({a.id for a in articles(items)}) == 3


def test_a_folder_with_nothing_to_read_says_so(tmp_path):
    assert "no file in it" in reason(tmp_path)


def test_url_and_title_belong_to_one_article(tmp_path):
    (tmp_path / "1.txt").write_text(BODY)
    assert len(list(read(tmp_path, Given(url="https://a.example/1")))) == 1
    (tmp_path / "2.txt").write_text(BODY)
    items = read(tmp_path, Given(url="https://a.example/1"))
    with pytest.raises(UsageError, match="several articles"):
        next(items)


def test_a_given_url_must_be_one(tmp_path):
    with pytest.raises(UsageError, match="no http or https address"):
        read(tmp_path, Given(url="courier.example/1"))


# Damaged and hostile gzip


def test_damaged_gzip(tmp_path):
    path = tmp_path / "a.txt.gz"
    packed = gzip.compress((BODY * 50).encode())
    path.write_bytes(packed[:-20])
    assert "gzip data is damaged" in reason(path)
    path.write_text(BODY)
    assert "gzip data is damaged" in reason(path)


def test_damaged_gzip_of_json_lines_keeps_what_came_before(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    lines = "".join(json.dumps({"id": f"a{i}", "text": os.urandom(2000).hex()}) + "\n" for i in range(200))
    packed = gzip.compress(lines.encode())
    path.write_bytes(packed[: len(packed) // 2])
    items = list(read(path))
    assert 50 < len(articles(items)) < 150
    assert [f.reason.partition(" after")[0] for f in failures(items)] == ["the gzip data is damaged"]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz"])
def test_a_gzip_bomb_is_not_unpacked(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"a" * 50_000_000))
    assert "larger than 10 MB" in reason(path)


# JSON and JSON lines


def record(**fields):
    return {"id": "a1", "text": BODY, **fields}


def write_lines(path, *records):
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records))
    return path


def test_the_fields_of_a_record(tmp_path):
    article = one(
        write_lines(
            tmp_path / "a.jsonl",
            record(
                title="Barge sinks",
                url="https://courier.example/barge?utm_source=rss#top",
                source="Courier",
                published_at="2025-03-14T22:30:00-05:00",
                author=["Ada Fenn", {"name": "Ines Marlow"}],
                language="en",
                score=0.3,
            ),
        )
    )
    assert article == Article(
        id="a1",
        title="Barge sinks",
        text=BODY,
        url="https://courier.example/barge",
        source="Courier",
        authors=("Ada Fenn", "Ines Marlow"),
        language="en",
        published=article.published,
    )
    assert article.published.at == datetime(2025, 3, 15, 3, 30, tzinfo=UTC)
    assert article.published.range == TimeRange.day(date(2025, 3, 14))


@pytest.mark.parametrize(
    "author",
    [
        "Ada Fenn and Ines Marlow",
        "['Ada Fenn', 'Ines Marlow']",
        '["Ada Fenn", "Ines Marlow"]',
        "[Ada Fenn, Ines Marlow]",
    ],
)
def test_authors_in_their_spellings(tmp_path, author):
    assert one(write_lines(tmp_path / "a.jsonl", record(author=author))).authors == (
        "Ada Fenn",
        "Ines Marlow",
    )


@pytest.mark.parametrize("name", ["published_at", "published", "date"])
def test_the_names_of_the_date(tmp_path, name):
    article = one(write_lines(tmp_path / "a.jsonl", record(**{name: "14 March 2025"})))
    assert article.published == Published.on(date(2025, 3, 14), "given")


def test_an_unreadable_date_is_named_and_the_article_kept(tmp_path):
    items = list(read(write_lines(tmp_path / "a.jsonl", record(published_at="last Tuesday"))))
    assert articles(items)[0].published == Published()
    (failure,) = failures(items)
    assert failure.kept
    assert "'last Tuesday' is not a date" in failure.reason
    assert failure.input.endswith("a.jsonl:1")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"id": "a1", "text": "The harbour of Al', "cut off"),
        ('{"id": "a1" "text": "x"}', "Expecting ',' delimiter"),
        ("[1, 2]", "not an object but a list"),
        ('"text"', "not an object but text"),
        ('{"id": "a1"}', 'no "text" field'),
        ('{"text": "  "}', "no text"),
        ('{"text": ["a", "b"]}', "text is not text but a list"),
        ('{"text": "A.", "title": 3}', "title is not text but a number"),
        ('{"text": "A.", "id": 1.5}', "id is not text but a number"),
        ('{"text": "A.", "authors": {"name": "Ada"}}', "authors is neither"),
        ('{"text": "A.", "authors": [1]}', "something else than names"),
        ('{"text": "A.", "published_at": {"day": 1}}', "published_at is not a date but an object"),
        ('{"text": ' + "[" * 100_000, "not JSON"),
        ('{"text": "A.", "n": ' + "9" * 5000 + "}", "not JSON that can be read"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path, line, words):
    items = list(read(write_lines(tmp_path / "a.jsonl", record(id="first"), line, "", record(id="last"))))
    assert [a.id for a in articles(items)] == ["first", "last"]
    (failure,) = failures(items)
    assert words in failure.reason
    assert failure.input.endswith("a.jsonl:2")


def test_a_line_in_another_encoding_is_named(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps(record()).encode() + b'\n{"text": "caf\xe9"}\n')
    assert [f.reason for f in failures(read(path))] == ["not UTF-8 at byte 13"]


def test_ids_of_records_without_one(tmp_path):
    path = write_lines(
        tmp_path / "a.jsonl",
        {"text": "One."},
        {"text": "Two.", "url": "https://C.example:443/2#x"},
        {"text": "3."},
    )
    found = articles(read(path))
    assert [a.url for a in found] == [f"{path.as_uri()}#1", "https://c.example/2", f"{path.as_uri()}#3"]
    assert len({a.id for a in found}) == 3
    assert [a.id for a in articles(read(path))] == [a.id for a in found]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://[::1", "https://", "/local/barge", "file:///etc/passwd"]
)
def test_an_address_that_is_no_web_address_is_not_linked(tmp_path, url):
    items = list(read(write_lines(tmp_path / "a.jsonl", record(url=url))))
    assert articles(items)[0].url == f"{(tmp_path / 'a.jsonl').as_uri()}#1"
    assert failures(items)[0].kept


def test_an_id_twice_in_a_file_is_named(tmp_path):
    items = list(read(write_lines(tmp_path / "a.jsonl", record(), record(id="b"), record(title="Later"))))
    assert [a.title for a in articles(items)] == ["", "", "Later"]
    (failure,) = failures(items)
    assert failure.kept
    assert "'a1' is record 1's too" in failure.reason


@pytest.mark.parametrize(
    "document", [record(), [record()], {"articles": [record()]}], ids=["object", "list", "articles"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_documents(tmp_path, document, encoding):
    path = tmp_path / "a.json"
    path.write_bytes(json.dumps(document).encode(encoding))
    assert one(path).id == "a1"


def test_json_lines_by_the_name_of_json_and_in_utf16(tmp_path):
    path = write_lines(tmp_path / "a.json", record(id="1"), record(id="2"))
    assert [a.id for a in articles(read(path))] == ["1", "2"]
    wide = tmp_path / "a.jsonl"
    wide.write_bytes(path.read_text().encode("utf-16"))
    assert [a.id for a in articles(read(wide))] == ["1", "2"]


@pytest.mark.parametrize(
    ("content", "words"), [("3", "not an object"), ("[]", "empty"), ('{"text": "a', "cut off"), ("", "empty")]
)
def test_json_documents_without_articles(tmp_path, content, words):
    path = tmp_path / "a.json"
    path.write_text(content)
    assert words in reason(path)


def test_lone_surrogates_and_nuls_are_replaced_one_for_one(tmp_path):
    path = write_lines(
        tmp_path / "a.jsonl",
        '{"id": "\\ud800", "text": "a\\ud83db\\u0000c \\ud83d\\ude00", "title": "\\udfff"}',
    )
    article = one(path)
    assert article.text == "a\ufffdb\ufffdc 😀"
    assert article.title == "\ufffd"
    assert article.id == "\ufffd"


def test_a_text_longer_than_any_article(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", record(text="word. " * 400_000), record(id="b"))
    items = list(read(path))
    assert [a.id for a in articles(items)] == ["b"]
    assert "longer than any article" in failures(items)[0].reason


@pytest.mark.slow
def test_a_line_of_300_mb_costs_bounded_memory(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(json.dumps(record(id="first")).encode() + b'\n{"text": "')
        for _ in range(300):
            file.write(b"endless " * 125_000)
        file.write(b'"}\n' + json.dumps(record(id="last")).encode() + b"\n")
    # In a process of its own: ru_maxrss never falls.
    script = (
        "import resource, sys; from onrecord.index.sources import Failure, read\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "for item in read(sys.argv[1]): print(item.reason if isinstance(item, Failure) else item.id)\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1000)\n"
    )
    lines = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert lines[:3] == ["first", "a line of more than 64 MB is no article", "last"]
    assert int(lines[3]) < 200


@pytest.mark.slow
def test_a_bomb_of_json_lines_is_left(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    pack = zlib.compressobj(wbits=31)
    with path.open("wb") as file:
        file.write(pack.compress(json.dumps(record()).encode() + b"\n"))
        for _ in range(200):
            file.write(pack.compress((b" " * 999 + b"\n") * 1_000))
        file.write(pack.flush())
    items = list(read(path))
    assert [a.id for a in articles(items)] == ["a1"]
    assert "gzip bomb" in failures(items)[-1].reason


# Whatever JSON can carry comes back; the only changes are the two that are documented

TEXTS = st.text(alphabet=st.characters(codec=None), min_size=1).filter(lambda t: t.strip() and "\0" not in t)


def mended(text):
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


@examples(
    records=st.lists(
        st.fixed_dictionaries(
            {"text": TEXTS, "title": TEXTS, "source": TEXTS},
            optional={
                "published_at": st.datetimes(timezones=st.just(UTC), min_value=datetime(1900, 1, 1)).map(
                    datetime.isoformat
                ),
                "authors": st.lists(
                    st.from_regex(r"[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}", fullmatch=True), unique=True
                ),
            },
        ),
        min_size=1,
        max_size=5,
    ),
    ascii_only=st.booleans(),
)
def test_json_lines_round_trip(tmp_path_factory, records, ascii_only):
    path = tmp_path_factory.mktemp("round") / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for number, fields in enumerate(records):
            line = json.dumps({"id": str(number), **fields}, ensure_ascii=ascii_only)
            # Beside the escapes there is no way to write a lone surrogate.
            file.write((line if ascii_only else mended(line)).encode() + b"\n")
    found = list(read(path))
    assert not failures(found)
    assert [a.id for a in found] == [str(n) for n in range(len(records))]
    for article, fields in zip(found, records, strict=True):
        assert (article.text, article.title, article.source) == tuple(
            mended(fields[name]) for name in ("text", "title", "source")
        )
        assert article.authors == tuple(fields.get("authors", ()))
        if "published_at" in fields:
            stated = datetime.fromisoformat(fields["published_at"])
            assert article.published.range == TimeRange.day(stated.date())
            assert article.published.at in (stated, None)


def test_reading_files_loads_nothing_heavy(tmp_path):
    write_lines(tmp_path / "a.jsonl", record())
    (tmp_path / "a.txt").write_text(BODY)
    script = (
        "import sys; from onrecord.index.sources import read; list(read(sys.argv[1]));"
        "heavy = {'trafilatura', 'htmldate', 'feedparser', 'httpx', 'lxml', 'torch'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
