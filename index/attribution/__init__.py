"""Who is said to have said which words: from an article's paragraphs to its attributions.

Quotation marks are paired (quotes.py) and paragraphs cut into sentences in which a quotation is one
token (sentences.py). In each sentence the verbs of saying are found (cues.py, verbs.py), their subjects
(subjects.py), what follows them (complements.py) and where the content begins and ends (contents.py);
grammar.py puts these together, fallbacks.py adds the forms without such a verb. article.py ties the
sentences of an article together.
"""

from .article import attributed
from .records import Attribution, Span

__all__ = ["Attribution", "Span", "attributed"]
