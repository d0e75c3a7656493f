"""Closed classes of English words, as a grammar without a parser needs them. Data, and one test."""

from __future__ import annotations

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = """january february march april may june july august september october november december
    jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec."""
NAMED_DAYS = frozenset(f"{_WEEKDAYS} {_MONTHS}".split())
AUXILIARIES = frozenset(
    """has have had having is was were are be been being will would could should may might must can do
    does did not n't 've 'd""".split()
)
PREPOSITIONS = frozenset(
    """in on at by for with from to of during under over about into through against among amid between
    despite without within after before since until upon via per toward towards across near outside
    inside behind beyond like regarding following including""".split()
)
BOUNDARIES = frozenset(
    """and or but while as when because that which since though although if before until where whether so
    who whom whose than nor yet after how why what unless once""".split()
)
FINITE = frozenset(
    """is was were are has have had will would could can may might should did does do came took made gave
    met got went became left won lost held sought sent put set led kept began ran spoke stood fell rose
    drew includes comes takes makes gives goes seems seemed wants wanted believes thinks knows""".split()
)
PRONOUNS = frozenset("he she they it".split())
DETERMINERS = frozenset(
    """the a an his her its their one another some several many most other others two three four five six
    both few each no every""".split()
)
CONJUNCTIONS = frozenset("and but while as though although yet so whereas even".split())
SUBORDINATORS = frozenset(
    "when after as while asked before although if because since though once until".split()
)
NEGATIONS = frozenset("not never n't neither nor cannot hardly".split())
DASHES = frozenset({"-", "--", "—", "–", "―"})
_ADVERBS = frozenset(
    """also then once again now already still even just never always often ever further only rather instead
    soon sometimes twice thus too back simply likewise long later earlier""".split()
)
_NOT_ADVERBS = frozenset(
    "family ally rally italy july assembly supply reply daily fly apply comply rely weekly monthly emily "
    "kelly billy molly sally holly lily bully monopoly anomaly".split()
)


def is_adverb(word: str) -> bool:
    """Whether a lower-case word is an adverb that may stand between subject and verb."""
    return word in _ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _NOT_ADVERBS)
