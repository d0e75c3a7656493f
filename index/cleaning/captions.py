"""Captions and picture credits."""

from __future__ import annotations

from .rules import AGENCY, NAME, Rule, ends, has, starts

_CREDITED = r"(?: by| via|:|/| courtesy| ©)"

CAPTIONS: tuple[Rule, ...] = (
    ends(
        "caption",
        "Crews wave from the deck on Monday. Dara Finch/Reuters",
        rf"\((?:[^()/]{{1,60}}/ ?)+{AGENCY}[^()]{{0,40}}\)\W*$|\({AGENCY} ?/[^()]{{1,60}}\)\W*$"
        rf"|(?:^|[.!?…\"”')\]] |, |[a-z\d] )(?:[A-Z]"
        rf"|\w\. )[^/.!?]{{0,40}}(?:[A-Z]\.[^/.!?]{{0,30}})?/ ?{AGENCY}(?: ?/ ?[\w .'-]{{2,30}})*\W?$",
        words=90,
        hints=("/",),
        case=True,
    ),
    ends(
        "caption",
        "Wagons wait at the port on Friday (Dara Finch / Ansel Ledger)",
        r"\((?:[A-Z][\w.'’-]+ ){1,3}/ [A-Z][^()/]{1,40}\)\W*$",
        words=60,
        hints=("/",),
        case=True,
    ),
    starts(
        "caption",
        "VNA/Tomas Reil",
        rf"(?:{AGENCY}|[A-Z]{{2,8}}) ?/ ?[A-Z][\w.' /-]{{2,50}}$|{NAME} ?/ ?[A-Z][\w.' /-]{{1,50}}$",
        words=10,
        fragment=True,
        case=True,
    ),
    starts(
        "caption",
        "Photo credit: Dara Finch",
        r"(?:file )?(?:photos?|images?|pictures?|photograph(?:er|y|s)?|illustration|graphic"
        r"|(?:picture|photo|image|video)? ?credits?"
        r"|(?:image|photo|video) (?:source|copyright|caption|provided|supplied))(?: by"
        r"| courtesy(?: of)?)?(?: ?[:©|;–—]| -|,? (?:by|courtesy)\b)",
        words=40,
    ),
    starts(
        "caption",
        "Image source, Harbour Police",
        r"image (?:source|copyright|caption)\b",
        words=60,
    ),
    starts(
        "caption",
        "FILE - The ferry Ansel at anchor, March 2, 2030.",
        r"FILE(?: PHOTO)? ?[-–—:]",
        words=90,
        case=True,
    ),
    ends(
        "caption",
        "The minister at the port on Friday (file photo)",
        r"\((?:file(?: photo| image| picture)?|archive photo)\)?\W*$",
        words=90,
        hints=("(",),
    ),
    ends(
        "caption",
        "The ferry leaves Port Ansel for the last time. Photograph: Dara Finch for the Ledger",
        r"(?:^|[.!?…\"”'):\]] ?|[(\[] ?)(?:file )?(?:Photo(?:graph)?s?|PHOTO|Images?|Picture"
        r"|Illustration|Credit|Screenshot|Screengrab)"
        rf"(?: credit| courtesy| illustration)?{_CREDITED}[^.!?]{{2,70}}[.)\]]*$"
        r"|(?:^|[.!?…\"”'):\]] ?|[(\[] ?)Courtesy (?:of )?[A-Z][^.!?]{2,70}[.)\]]*$",
        words=90,
        hints=("photo", "image", "picture", "credit", "courtesy", "illustration", "screen"),
        case=True,
    ),
    ends(
        "caption",
        "Islanders queue for bread at the port on Monday (AFP)",
        r"(?:\bvia |(?:Pool|AFP|Stock)[ /]|[a-z.] )(?:Getty Images|AFP|Reuters|AP|Shutterstock"
        r"|Alamy)\)?$"
        rf"|\((?:{AGENCY})(?: Photo| file)?\)$",
        words=70,
        hints=(),
        fragment=True,
        case=True,
    ),
    has(
        "caption",
        "Photos: Nine weeks without a ferry Crews wave from the deck. Hide Caption 4 of 31",
        r"\b(?:hide|toggle|show) caption\b|\b(?:click|tap) to enlarge|view image in fullscreen"
        r"|open image in gallery",
        words=120,
        hints=(" caption", "to enlarge", "image in fullscreen", "image in gallery"),
    ),
    has(
        "caption",
        "Governor Lena Ostrow (left) meets union leader Ada Kovic on Monday",
        r"\((?:L|left|second left|center|centre|C|from left|l-r|right|far right|second right"
        r"|front)\)"
        r"|\(R\) (?:speak|meet|shake|talk|walk|stand|greet|attend|arrive|wave|listen|look|pose"
        r"|sit)s?\b",
        words=60,
        hints=(),
        fragment=True,
    ),
    has(
        "caption",
        "Union leader Ada Kovic, pictured in March",
        r"(?:, |\()(?:pictured|seen here|shown here)\b|\b(?:file photo|file picture|stock image"
        r"|undated photo)\b",
        words=45,
        hints=(),
        fragment=True,
    ),
)
