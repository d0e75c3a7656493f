"""About the writer, where the wording alone tells; `tail.py` finds biographies by their place."""

from __future__ import annotations

from .rules import NAME, Rule, has, starts

_CONTACT = r"(?:@\w|twitter|facebook\b|instagram|bluesky|mastodon|\d{3}[-.) ]\d{3,4}|\bX\b)"

WRITERS: tuple[Rule, ...] = (
    starts(
        "biography",
        "Jana Olm covers the islands for the Ledger. Follow her on Twitter: @janaolm.",
        rf"(?:\W{{1,3}}|(?:{NAME}|[Hh]e|[Ss]he|They) (?:is|are|covers?|writes|reports|has"
        rf"|works)\b.{{1,400}}?[.!?] )?(?:(?:[Yy]ou can |[Tt]o )?(?:[Cc]ontact|[Rr]each|E-?mail"
        rf"|[Ff]ollow|[Tt]weet|[Ww]rite to|[Mm]essage) (?:{NAME}|him|her|them|me|us"
        rf"|[\w ]{{0,30}}(?:reporter|editor|writer|columnist)|@\w|at )"
        rf"|[Ss]end (?:tips|him|her|them|an? (?:e-?mail|note)|{NAME})|[Gg]ot a (?:story|tip)"
        rf"|{NAME} can be|(?:[Hh]e|[Ss]he|They) (?:can|may) be).{{0,120}}{_CONTACT}",
        words=110,
        case=True,
    ),
    starts(
        "biography",
        "jolm@ledger.example",
        r"(?:(?:on )?(?:twitter|x|instagram|e-?mail|facebook|bluesky)\s?:\s?\S*@?\S+|@\w{2,30}"
        r"|[\w.+-]{2,50}@[\w.-]{3,50}\.\w{2,12})$",
        words=4,
    ),
    starts(
        "biography",
        "Editor's Note: Jana Olm is the author of two books on the islands.",
        rf"[Ee]ditor's [Nn]ote: (?:{NAME}|[Tt]he (?:author|writer))(?:,[^,]{{2,90}},)? (?:is|was"
        rf"|covers|writes|has)\b|[Aa]bout the (?:authors?|writer|reporter|journalist|columnist):?$",
        words=160,
        case=True,
    ),
    has(
        "biography",
        "The views expressed here are the author's own.",
        r"\b(?:opinions?|views?)(?: and opinions)? (?:expressed|in this)\b.{0,80}\b(?:own"
        r"|authors?'?s?'?|writer'?s?|do(?:es)? not|necessarily)\b",
        words=80,
        hints=(" expressed", "opinions in this"),
    ),
)
