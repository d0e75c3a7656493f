"""Quality on 258 real pages of many publishers and languages, pinned by floors just under what is reached.

A page that fails counts as a miss in every figure.
"""

import gzip
import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from onrecord.index.errors import SourceError
from onrecord.index.sources.page import page_article

PAGES = Path(__file__).resolve().parents[2] / "shared" / "data" / "pages" / "pages.jsonl.gz"


def words(text):
    return Counter(re.findall(r"\w+", text.lower()))


def plain(text):
    return " ".join(re.sub("[\u00ad\u200b]", "", text).split()).casefold()


@pytest.mark.slow
@pytest.mark.data
def test_title_date_and_text_of_real_pages():
    if not PAGES.exists():
        pytest.skip("the development data is not beside the checkout")
    with gzip.open(PAGES, "rt", encoding="utf-8") as file:
        pages = [json.loads(line) for line in file]
    dated = right_day = right_title = 0
    recall = precision = 0.0
    for page in pages:
        try:
            article = page_article(page["html"], url=page["url"], fallback_url=page["url"])
        except SourceError:
            continue
        gold = page["gold"]
        published = article.published.range
        dated += published is not None
        day = datetime.fromisoformat(gold["published_at"]).date()
        right_day += published is not None and (published.start, published.end) == (day, day)
        right_title += plain(article.title) == plain(gold["title"])
        found, wanted = words(article.text), words(" ".join(gold["paragraphs"]))
        both = sum((found & wanted).values())
        recall += both / max(1, sum(wanted.values()))
        precision += both / max(1, sum(found.values()))
    count = len(pages)
    # Reached: .996, .981, .829, .978, .917. Of the four wrong days two are slips of the gold (day and
    # month exchanged) and one is the outlet's own day where the gold has that of UTC. Most of the other
    # titles are headlines too: outlets give different ones to the page, to search engines and to readers.
    assert dated / count >= 0.99
    assert right_day / count >= 0.97
    assert right_title / count >= 0.82
    assert recall / count >= 0.97
    assert precision / count >= 0.91
