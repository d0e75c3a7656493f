"""The lexicon: which words report speech, and what may follow each. Data, and one function to inflect it.

Chosen by cue frequency on PolNeAR's training part. Verbs of belief, wish and perception (believe,
want, see, know, fear) are left out on purpose: they report no words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["base", "s", "past", "ing"]

# The frames. A verb may stand in several; a phrase stands under its dictionary form.

CLAUSE = """say tell add argue claim insist explain acknowledge admit suggest stress declare state assert
    maintain reiterate predict promise vow pledge concede confirm deny emphasize emphasise indicate
    report conclude allege caution contend reveal joke quip complain observe warn clarify testify
    reckon estimate swear note opine announce assure affirm reaffirm theorize speculate proclaim
    recall point_out make_clear make_it_clear go_on_to_say raise_concerns express_concern
    express_concerns express_hope express_confidence express_optimism voice_concern voice_hope
    let_it_be_known"""
"""Take a clause with or without "that": "said he would"."""

MARKED = """write tweet remark respond reply repeat boast lament recount muse retort post agree hint signal
    disclose attest underscore underline mention stipulate specify propose recommend demand remind
    inform notify advise ask inquire question counter charge continue comment vent fume counsel
    instruct urge scoff grumble marvel quote express_doubt express_doubts
    raise_doubts serve_notice"""
"""Take a clause only behind "that", a question word, a colon or a quotation."""

QUOTED = """wonder tease elaborate project volunteer yell shout chant scream exclaim whisper email interject
    deadpan laugh snap thunder gush sigh offer answer intone roar blast cry preach
    text message recite plead rage bellow correct protest ponder put_it go_on echo retaliate"""
"""Take quotations only."""

ADDRESSEE = "tell remind inform assure notify advise ask warn promise instruct urge email text"
"""Take a person before the content: "told reporters"."""

INFINITIVE = "claim promise vow pledge swear threaten demand offer agree propose ask"
"""Take "to" and a verb: "vowed to fight"."""

OBJECT_INFINITIVE = """tell warn urge implore encourage beg instruct order invite challenge ask advise
    caution call_on call_upon"""
"""The same behind an object: "urged Congress to act"."""

JUDGES = """call describe dub label brand term characterize characterise dismiss denounce condemn criticize
    criticise praise hail mock blast slam ridicule deride decry bemoan tout laud lament reject bash rip
    defend question cite quote declare deem liken compare refer predict promise pledge vow stress express
    announce acknowledge note suggest warn demand propose attack reiterate emphasize urge blame accuse"""
"""Take a noun phrase, which is a statement when it holds quoted words: "called it “a farce”"."""

OBJECT = """rule_out refuse_to_rule_out decline_to_rule_out insist_on announce deny confirm acknowledge
    reiterate emphasize predict call_for"""
"""Take a noun phrase that is a statement as it stands: "ruled out ceding territory"."""

PREPOSITIONS = {
    "warn": "of against about",
    "caution": "against",
    "accuse": "of",
    "blame": "for",
    "criticize": "for as",
    "criticise": "for as",
    "praise": "for as",
    "dismiss": "as",
    "denounce": "as for",
    "condemn": "as for",
    "describe": "as",
    "characterize": "as",
    "hail": "as",
    "mock": "as for",
    "attack": "as for",
    "complain": "about of",
    "argue": "for against",
    "boast": "of about",
}
"""Prepositions that belong to the content: behind the verb ("warned against it") or its object."""

NOUNS = """state states claim claims stress promise promises vow vows pledge pledges report reports caution
    joke jokes note notes estimate estimates tweet tweets remark remarks post posts hint hints signal
    signals demand demands question questions charge charges counter counters cry cries comment comments
    project projects volunteer volunteers shout shouts chant chants scream screams whisper email emails
    offer offers order orders invite challenge challenges call calls label labels brand brands term terms
    praise blame blast slam quote quotes answer answers tease laugh read retort reply text texts counsel
    boast boasts lament attack attacks advice tout sigh roar snap message messages laughs warning protest
    protests repeat warnings reporting reading
    writing tweeting posting writings criticism recall recalls"""
"""Forms that are as often nouns: their place in the sentence decides."""

_PAST = {
    "say": "said", "tell": "told", "write": "wrote written", "swear": "swore sworn", "read": "read",
    "begin": "began begun", "go": "went gone", "make": "made", "put": "put", "let": "let",
}  # fmt: skip
_DOUBLED = frozenset("admit quip dub slam beg rip refer snap begin put let".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """One inflected form of a verb of saying, with the frames that its dictionary form stands in."""

    lemma: str
    form: Form
    clause: bool
    marked: bool
    quoted: bool
    addressee: bool
    infinitive: bool
    object_infinitive: bool
    judges: bool
    object: bool
    prepositions: frozenset[str]
    noun: bool

    @property
    def speaks(self) -> bool:
        """Whether a clause or a quotation can be what was said (not so for "accuse" or "describe")."""
        return self.clause or self.marked or self.quoted


def inflect(verb: str) -> dict[str, Form]:
    """The forms of an English verb: {"say": "base", "says": "s", "said": "past", "saying": "ing"}."""
    consonant_y = verb.endswith("y") and verb[-2] not in "aeiou"
    doubled = verb + verb[-1] if verb in _DOUBLED else verb
    if verb.endswith(("s", "sh", "ch", "x", "o")):
        third = verb + "es"
    else:
        third = verb[:-1] + "ies" if consonant_y else verb + "s"
    regular = verb + "d" if verb.endswith("e") else verb[:-1] + "ied" if consonant_y else doubled + "ed"
    silent_e = verb.endswith("e") and not verb.endswith("ee")
    forms: dict[str, Form] = {(verb[:-1] if silent_e else doubled) + "ing": "ing"}
    for past in _PAST.get(verb, regular).split():
        forms[past] = "past"
    forms[third] = "s"
    forms[verb] = "base"
    return forms


def _lexicon() -> tuple[dict[str, Cue], dict[str, list[tuple[tuple[str, ...], Cue]]]]:
    frames = {
        "clause": CLAUSE,
        "marked": MARKED,
        "quoted": QUOTED,
        "addressee": ADDRESSEE,
        "infinitive": INFINITIVE,
        "object_infinitive": OBJECT_INFINITIVE,
        "judges": JUDGES,
        "object": OBJECT,
    }
    members = {name: frozenset(words.split()) for name, words in frames.items()}
    nouns = frozenset(NOUNS.split())
    words: dict[str, Cue] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for lemma in sorted(frozenset().union(*members.values(), PREPOSITIONS)):
        head, *tail = lemma.split("_")
        prepositions = frozenset(PREPOSITIONS.get(lemma, "").split())
        flags = {name: lemma in listed for name, listed in members.items()}
        for form, kind in inflect(head).items():
            cue = Cue(lemma.replace("_", " "), kind, **flags, prepositions=prepositions, noun=form in nouns)
            if tail:
                phrases.setdefault(form, []).append((tuple(tail), cue))
            else:
                words[form] = cue
    for listed in phrases.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return words, phrases


WORDS, PHRASES = _lexicon()
"""Form → cue, and first word of a phrase → what must follow it (longest first) and its cue."""

LEXICON = frozenset(WORDS) | frozenset(PHRASES) | {"according"}
"""Every word with which an attribution can begin: a sentence without one has none, quotations apart."""
