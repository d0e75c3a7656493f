"""The forms of questions about speech: what is asked, whose words, and about what.

Plain patterns over the question as typed; what the phrases mean is judged by question.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.index.attribution.cues import WORDS

from .types import Intent


@dataclass(frozen=True, slots=True)
class Form:
    """A question taken apart; spans are (start, end) in its text.

    `who` is the subject's phrase, None where the question asks for it; `verb` the verb of saying, None
    where a noun stands for it; `rest` is what follows. `sure` says that the words can only ask for speech
    ("the statements of"): others ("X on Y") count only if X speaks in the record.
    """

    intent: Intent
    who: tuple[int, int] | None
    verb: tuple[int, int] | None
    rest: tuple[int, int]
    sure: bool = True
    source: tuple[int, int] | None = None


_NOT_SPEECH = frozenset(
    "agree answer attest charge continue cry defend elaborate estimate go laugh mock offer order post"
    " preach project protest put question quip read recall repeat sign snap speculate subject tease"
    " volunteer wonder cite find echo retaliate".split()
)
"""Verbs that report speech in an article and in a question mostly ask for something else."""

_MORE = {
    "base": """apologise apologize call comment criticise criticize condemn demand denounce describe
        praise react respond speak talk think accuse blame dismiss urge post tweet answer reply""",
    "past": """apologised apologized called criticised criticized condemned demanded denounced described
        praised accused blamed dismissed urged posted tweeted answered""",
}


def _verbs(*forms: str) -> str:
    words = {
        word
        for word, cue in WORDS.items()
        if cue.form in forms and cue.speaks and cue.lemma not in _NOT_SPEECH
    }
    words |= {word for form in forms for word in _MORE.get(form, "").split()}
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_PARTS = {
    "WHO": r"(?P<who>\S.{0,160}?)",
    "FEW": r"(?P<who>[^\s,]+(?: [^\s,]+){0,3}?)",
    "REST": r"\b(?P<rest>.*)",
    # in small letters: "What did the Washington Post say"
    "SAY": rf"(?P<verb>(?-i:{_verbs('base')}))",
    "SAID": rf"(?P<verb>(?-i:{_verbs('past')}))",
    "SAYS": rf"(?P<verb>(?-i:{_verbs('past', 's', 'base')}))",
    "ADVERB": r"(?:ever|also|just|actually|really|already|first|last|originally|publicly|once|then|later)",
    "WORDS": r"(?:public )?(?:statement|comment|remark|quote|quotation|reaction|response|reply|replie"
    r"|answer|position|view|stance|opinion|message|announcement|claim|take|word(?=s))s?",
    # nothing more, or a topic or a time
    "MORE": r"(?P<rest>(?: (?:about|on|regarding|concerning|to|over|in|since|from|during|before|after|until"
    r"|between|at|this|last|yesterday|today)\b.*)?)$",
    "REACT": r"(?:respond|react|reply|responded|reacted|comment|commented|describe|described|explain"
    r"|explained|justify|justified|answer)",
    "WHEN": r"(?:since when|when|(?:on )?(?:what|which) (?:day|date)|in (?:what|which) (?:month|year))",
}

_SHOWN = r"what <WHO> (?:has |have |had )?(?:<ADVERB> )?<SAYS><REST>"
"""Behind "show me" and the like alone: "What country announced …?" asks for the country."""

_PATTERNS: tuple[tuple[Intent, bool, str], ...] = (
    ("said", True, r"what (?:else )?(?:did|does|do) (?P<source>\S.{0,80}?) quote <WHO> as saying<REST>"),
    ("said", True, r"what (?:was|were|is|are|has been|had been) (?:ever )?said (?:publicly )?by <WHO><MORE>"),
    (
        "said",
        True,
        r"what (?:else )?(?:did|does|do|has|have|had) <WHO> (?:<ADVERB> )?(?:had |have )?to say<REST>",
    ),
    ("said", True, r"what (?:else |exactly )?(?:did|does|do) <WHO> (?:<ADVERB> )?(?:<SAY>|make of)<REST>"),
    (
        "said",
        True,
        r"what (?:else |exactly )?(?:has|have|had) <WHO> (?:<ADVERB> )?(?:<SAID>|been saying)<REST>",
    ),
    ("said", True, r"what (?:is|are|was|were|'s) <WHO>(?:'s|s') <WORDS><REST>"),
    ("said", True, r"what (?:is|are|was|were) (?:the )?<WORDS> (?:of|by|from) <WHO><MORE>"),
    ("said", True, r"how (?:did|does|do|has|have) <WHO> (?:<ADVERB> )?<REACT><REST>"),
    ("said", True, r"(?:the )?<WORDS> (?:made )?(?:of|by|from) <WHO><MORE>"),
    ("said", True, r"(?:anything|everything|something)(?: (?:said|else))? (?:by|from) <WHO><MORE>"),
    ("said", True, r"<WHO>(?:'s|s') <WORDS>\b<MORE>"),
    (
        "who_said",
        True,
        r"who (?:(?:was|is) it (?:who|that) )?(?:(?:has|had|have|was|is|else|<ADVERB>) )*"
        r"(?:quoted as saying|<SAYS>|saying)(?: (?:out|for))?<REST>",
    ),
    ("when_said", True, r"<WHEN> (?:did|does|has|have|had|was) <WHO> (?:<ADVERB> )*<SAY><REST>"),
    ("when_said", True, r"<WHEN> (?:has|have|had) <WHO> (?:<ADVERB> )*<SAID><REST>"),
    ("did_say", True, r"(?:did|does) <WHO> (?:(?:<ADVERB>|not) )*<SAY><REST>"),
    ("did_say", True, r"(?:has|have|had) <WHO> (?:(?:<ADVERB>|not) )*<SAID><REST>"),
    (
        "did_say",
        True,
        r"(?:is it (?:true|right|correct|so) that) <WHO> (?:(?:<ADVERB>|has|have|had) )*<SAYS><REST>",
    ),
    ("did_say", True, r"was it (?:ever )?said by <WHO>(?P<rest> that\b.*)$"),
    ("said", True, _SHOWN),
    (
        "did_say",
        False,
        r"<FEW> (?:(?:<ADVERB>|has|had) )*<SAID>\b(?P<rest>.*?)"
        r"(?:, right|, correct|, didn't (?:he|she|they)|, true)\W*$",
    ),
    ("said", False, r"<FEW>(?P<rest> (?:on|about|regarding)(?: [^\s.?!,]+){1,6})$"),
)


def _compiled(pattern: str) -> re.Pattern[str]:
    filled = re.sub(r"<([A-Z]+)>", lambda part: _PARTS[part[1]], pattern)
    return re.compile(filled, re.IGNORECASE)


_FORMS = tuple((intent, sure, _compiled(pattern)) for intent, sure, pattern in _PATTERNS)
_ALONE = tuple(form for form, (_, _, pattern) in zip(_FORMS, _PATTERNS, strict=True) if pattern is not _SHOWN)

_POLITE = re.compile(
    r"(?:(?:please|kindly|ok|okay|so|well|hi|hello|hey|thanks"
    r"|(?:(?:can|could|would|will) you (?:please )?)?(?:tell|show|give|find|remind) (?:me|us)"
    r"|i(?:'d| would) (?:like|love) to know|i (?:want|need)(?: to know)?"
    r"|i(?:'m| am) (?:wondering|looking for)|do you know|does the record (?:say|show)|list|find|any idea)"
    r"(?: (?:all|any|some|exactly|again))?[,:]?\s+)+",
    re.IGNORECASE,
)


def form_of(text: str, start: int = 0) -> Form | None:
    """Which form of a question about speech a text has; None for a question of fact.

    Args:
        text: on one line, with straight apostrophes.
        start: where it begins, after words of politeness and "and".
    """
    read = text.lower() if text.isupper() else text
    for intent, sure, pattern in _FORMS if start else _ALONE:
        match = pattern.match(read, start)
        if match is not None:
            parts = [_span(match, name) for name in ("who", "verb", "source")]
            return Form(intent, parts[0], parts[1], match.span("rest"), sure, parts[2])
    return None


def _span(match: re.Match[str], name: str) -> tuple[int, int] | None:
    return match.span(name) if match.groupdict().get(name) else None


def politeness(text: str) -> int:
    """How many characters of politeness a question begins with."""
    match = _POLITE.match(text)
    return match.end() if match else 0
