"""Pointers to other stories."""

from __future__ import annotations

from .rules import INNER, Rule, has, starts

POINTERS: tuple[Rule, ...] = (
    starts(
        "sidebar",
        "Read also: Islanders count the cost of a lost season",
        r"\W{0,3}(?:read (?:more|also|next|now|this)|also read|see also|(?:related"
        r"|more) (?:stor(?:y|ies)|coverage|news|reading|articles?|content|on [^.:]{2,40}"
        r"|from [^.:]{2,30})"
        r"|related|you may also like|don't miss|up next|recommended|in case you missed it|icymi"
        r"|must read)\s?[:|»>–—].",
        words=40,
    ),
    starts(
        "sidebar",
        "More: Islanders count the cost of a lost season",
        r"\W{0,3}(?:more|for more|and more) ?:.|more .{0,30}: ?https?://",
        words=35,
        fragment=True,
    ),
    starts(
        "sidebar",
        "WATCH: The last ferry leaves Port Ansel",
        r"\W{0,3}(?:MORE|PREVIOUSLY|WATCH|LISTEN|VIDEOS?|PHOTOS?|OPINION|EXPLAINER"
        r"|LIVE(?: UPDATES| BLOG)?|STORY|ANALYSIS|EXCLUSIVE|GALLERY|POLL|QUIZ|COLUMN"
        r"|INTERACTIVE|MAP)(?: [A-Z]+)?: ?."
        r"|[►▶] ?(?:More|Related|Read|See|Watch)\b",
        words=35,
        fragment=True,
        case=True,
    ),
    starts(
        "sidebar",
        "Ferry strike:Crews walk out again over night shifts",
        r"[►▶'\"‘“ ]{0,3}(?![-–—•*]"
        r"|\d{1,2}[.)])(?:[^\s:]+ ){0,8}[^\s:/]*[^\s:/\d]:['\"‘“]?[A-Z][^:]{8,160}$",
        words=30,
        fragment=True,
        case=True,
    ),
    starts(
        "sidebar",
        "How did it come to this? Read our explainer on nine weeks of strike.",
        rf"\W{{0,3}}(?:read|see|check out|watch|listen to|find|explore|browse)"
        rf"(?!.{{0,300}}\b(?:said|says|told)\b)(?: (?:more|all|also|on))*"
        rf"(?: of| about| from| in)? (?:our|the full|the whole|the rest of|here|all our"
        rf"|this (?:story|article|analysis|explainer|interview"
        rf"|report))\b{INNER}{{0,160}}[.!?:]?$"
        rf"|(?:click|tap|go) here\b{INNER}{{0,120}}[.!]?$"
        rf"|(?:for|to) (?:more|read|see|view|find)\b{INNER}{{0,100}}\b(?:click"
        rf"|tap) {INNER}{{0,60}}[.!]?$",
        words=45,
    ),
    has(
        "sidebar",
        "Is the dispute really over? Two experts disagree: A Fragile Peace Returns To The Harbour",
        r"^[^:]{0,160}(?:\? |\b(?:[Rr]ead|[Ss]ee|[Ww]atch|[Ee]xperts?|[Oo]pinions?|[Aa]nalysis"
        r"|[Ee]xplained|[Ll]isten|[Mm]ore|[Rr]elated)\b)[^:]{0,80}"
        r": [A-Z\d'\"‘“]\S*(?: (?:[a-z]{1,4}|[A-Z\d'\"‘“]\S*)){3,}$",
        words=45,
        hints=(),
        fragment=True,
        case=True,
    ),
)
