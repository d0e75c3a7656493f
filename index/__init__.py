"""The embeddable retriever: articles in, cited passages out."""

import logging

from .errors import OnRecordError
from .newsindex import NewsIndex
from .types import Article, Filters, Hit, Hits, Passage, Published, Query, TimeRange

__all__ = [
    "Article",
    "Filters",
    "Hit",
    "Hits",
    "NewsIndex",
    "OnRecordError",
    "Passage",
    "Published",
    "Query",
    "TimeRange",
]

# A library stays silent unless its host configures logging.
logging.getLogger("onrecord").addHandler(logging.NullHandler())
