"""Articles of our own in which people say things: a minister, her spokesman, a namesake, a harbour union."""

from __future__ import annotations

from harbour import article

from onrecord.index import Article

LOCK = """Transport Minister Ilse Marrow said on Tuesday that the new lock at Lindmouth would open in June.

"We have waited long enough for this lock," Marrow told the Harbour Post.

"The gates," she added, "are the best that money can buy." """

FARES = """Ferry fares will not rise this year, Transport Minister Ilse Marrow said Friday.

"No passenger will pay more in December than today," Marrow said. "That is a promise."

Dock union leader Tobias Marrow called the announcement an election gift.

"The crews have had no rise since 2019," the union leader said."""

FARES_ELSEWHERE = """Marrow rules out higher fares

Transport Minister Ilse Marrow spoke at the quay of Sandholm on Friday.

"No passenger will pay more in December than they pay today," Marrow said.

Ministry spokesman Jon Petty said: "The budget has room for it." """

REVERSAL = """Transport Minister Ilse Marrow said on Monday that fares would rise after all.

"Some passengers will pay more in December than today," Marrow said."""

UNDATED_WORDS = """"A harbour is only as deep as its friendships," said Transport Minister Ilse Marrow."""


def ministry() -> list[Article]:
    """Five articles: three dated ones of March 2025, one of a year later, one without a date.

    4 March 2025 is a Tuesday, 7 March a Friday; 9 March 2026 a Monday.
    """
    return [
        article(1, LOCK, day="2025-03-05", title="New lock opens in June"),
        article(2, FARES, day="2025-03-07", title="Fares to stay"),
        article(3, FARES_ELSEWHERE, day="2025-03-08", source="Velland Courier", title="Marrow on fares"),
        article(4, REVERSAL, day="2026-03-09", title="Fares to rise"),
        article(5, UNDATED_WORDS, day=None, title="From the archive"),
    ]
