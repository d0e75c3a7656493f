"""What stands around and within names: titles, roles, nations, kinds of organisations, short forms. Data."""

from __future__ import annotations

ROLES = {
    "spokesman": "spokesperson", "spokeswoman": "spokesperson", "spokesperson": "spokesperson",
    "president": "president", "presidents": "president", "minister": "minister", "premier": "minister",
    "envoy": "envoy", "adviser": "adviser", "advisor": "adviser", "secretary": "secretary",
    "senator": "senator", "sen.": "senator", "representative": "representative",
    "rep.": "representative", "congressman": "representative", "congresswoman": "representative",
    "governor": "governor", "gov.": "governor", "leader": "leader", "chancellor": "chancellor",
    "ambassador": "ambassador", "general": "general", "gen.": "general", "speaker": "speaker",
    "mayor": "mayor", "judge": "judge", "justice": "justice", "king": "king", "queen": "queen",
    "prince": "prince", "pope": "pope", "chief": "chief", "director": "director", "chairman": "chair",
    "chairwoman": "chair", "chair": "chair", "commander": "commander", "commissioner": "commissioner",
    "attorney": "attorney", "lawyer": "attorney", "ceo": "chief", "founder": "founder",
    "analyst": "analyst", "professor": "professor", "prof.": "professor", "host": "host",
    "strategist": "strategist", "manager": "manager", "diplomat": "diplomat", "prosecutor": "prosecutor",
    "sheriff": "sheriff", "lawmaker": "lawmaker", "official": "official", "candidate": "candidate",
    "nominee": "candidate", "negotiator": "negotiator", "columnist": "columnist", "author": "author",
    "economist": "economist", "coach": "coach", "billionaire": "businessman",
    "businessman": "businessman", "mogul": "businessman", "democrat": "democrat",
    "republican": "republican", "father": "father", "mother": "mother", "wife": "wife",
    "husband": "husband", "son": "son", "daughter": "daughter", "brother": "brother", "sister": "sister",
    "priest": "priest", "bishop": "bishop",
}  # fmt: skip
"""Nouns that stand for a person by what he or she is, with the word that unites their variants."""

TITLES = frozenset(
    """mr. mrs. ms. dr. mr mrs ms dr miss sir dame lord lady deputy vice prime foreign defense defence
    interior finance state national security press special former ex-president then-president acting
    first second
    senior top presidential lt. col. capt. maj. sgt. adm. cmdr. rev. fr. sens. reps. govs. hon. house
    majority minority whip attorney solicitor us u.s. american russian ukrainian british french german
    chinese israeli iranian turkish polish indian japanese korean democratic republican gop conservative
    liberal treasury homeland energy health education labor commerce general federal supreme executive
    managing assistant campaign party opposition military army navy chairperson co-founder cofounder
    elder founding tsar crown archbishop cardinal rabbi imam ayatollah sheikh emir sultan emperor
    president-elect white kremlin""".split()
)
NATIONS = {
    "russia": "russian", "ukraine": "ukrainian", "kyiv": "ukrainian", "moscow": "russian",
    "u.s.": "american", "u.s": "american", "us": "american", "america": "american",
    "washington": "american", "britain": "british", "uk": "british", "france": "french",
    "germany": "german", "china": "chinese", "beijing": "chinese", "israel": "israeli",
    "iran": "iranian", "turkey": "turkish", "poland": "polish", "india": "indian", "japan": "japanese",
}  # fmt: skip
NO_NAME = frozenset(
    """he she it they we i you his her its their our my the a an this that these those there here but and or
    while when if as after before although though since because in on at for with from by to of also
    however meanwhile then now so yet still officials both some most many other another one two three
    four certainly even according earlier later not no yes what who why how where let's mr.'s monday
    tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december""".split()
)
"""Words with a capital at the beginning of a sentence that are part of nobody's name."""
NO_ROLE = frozenset("the a an of for in at and his her its top to with by on who said".split())
GROUPS = frozenset(
    """house ministry times post court department committee party university news council agency group union
    bank corp inc institute center centre association commission states kingdom journal network social
    press office campaign senate congress street foundation company society league federation alliance
    coalition organization organisation administration government police force forces guard reserve
    service bureau board authority fund trust church parliament assembly cabinet team club school
    college hospital program project ministry's magazine daily tribune herald gazette monitor media
    television radio independent today""".split()
)
ORGANISATIONS = frozenset(
    ("kremlin", "white house", "pentagon", "house", "senate", "state department", "downing street", "élysée")
)
PLACES = frozenset(
    "new north south east west san los las saint st. fort santa united middle el great".split()
)
PARTICLES = frozenset(
    """van von de der den di da del della bin ibn al el la le du dos af zu ter
    Van Von De Der Di Da Del La""".split()
)
SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
SHORT_FORMS = tuple(
    frozenset(group.split())
    for group in (
        "joseph joe", "michael mike", "william bill will", "robert bob rob bobby", "thomas tom",
        "james jim jimmy", "richard dick rick", "donald don", "ronald ron", "edward ed ted",
        "daniel dan danny", "david dave", "steven steve stephen", "timothy tim", "christopher chris",
        "jeffrey jeff geoffrey", "benjamin ben", "anthony tony", "elizabeth liz beth",
        "katherine kate kathy catherine", "kenneth ken", "gregory greg", "matthew matt", "patrick pat",
        "samuel sam", "andrew andy", "nicholas nick", "lawrence larry", "charles charlie chuck",
        "peter pete", "john jack johnny jon", "jonathan jon", "susan sue", "deborah debbie",
        "alexander alex aleksandr alexandr", "vladimir volodya", "jennifer jen", "bernard bernie",
        "rudolph rudy", "gerald jerry", "frederick fred", "philip phil", "douglas doug", "raymond ray",
        "leonard len", "max maxim", "mitchell mitch", "addison mitch", "albert al", "francis frank",
        "walter walt", "joshua josh",
    )
)  # fmt: skip
