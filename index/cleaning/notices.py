"""What a page says of itself: sign-ups, cookies, rights, tags, times, players, and who helped."""

from __future__ import annotations

from .rules import INNER, MONTH, WEEKDAY, Rule, has, starts

_SITES = (
    r"(?:newsletters?|inbox|apps?|alerts?|updates|channel|telegram|whatsapp|facebook|twitter"
    r"|instagram|youtube|tiktok|linkedin"
    r"|google news|apple news|notifications|unlimited access|e-?mails?|mailing list|podcast|rss"
    r"|for free|subscri\w+|threads|x\.com|here)"
)

NOTICES: tuple[Rule, ...] = (
    starts(
        "furniture",
        "Want more from the islands? Sign up for our weekly newsletter.",
        r"(?:(?-i:[A-Z])[^.!?:,]{1,40}: ?|\W{1,3})?(?:please |click here to |tap here to "
        r"|you can (?:also )?|don't forget to |be sure to |for more [^,]{1,40}, )?"
        r"(?:(?:sign[ -]?up|subscribe|register|download (?:our|the app|the .{2,30} (?:news"
        r"|mobile) app)|follow (?:us|along|our|the|@?[A-Z])|like us|join (?:us|our|the)|turn on"
        r"|enable)\b|get (?:the latest|the day's|the best|our|all the|more|breaking|unlimited"
        r"|alerts|updates|real-time|(?-i:[A-Z]))|receive (?:the|our|daily|weekly|breaking"
        r"|alerts|updates)|stay (?:up to date|informed|connected|in touch|in the know)"
        r"|enter your )"
        rf"[^.!?]{{0,160}}\b{_SITES}\b",
        words=55,
    ),
    starts(
        "furniture",
        "A version of this story first appeared in the Harbour Light newsletter.",
        r"(?:this|a version of this) (?:story|article|piece|column|essay|report) (?:first "
        r"|originally )?(?:appear|was|is)[^.]{1,90}\bnewsletter\b|(?:our"
        r"|the) [^.]{0,40}newsletters?\b[^.]{0,60}\b(?:inbox|e-?mail|morning|weekly|daily)\b",
        words=60,
    ),
    has(
        "furniture",
        "The day's best stories, delivered straight to your inbox.",
        r"\b(?:deliver|sent|straight|directly|right)\w* (?:straight |directly |right )?(?:to|in"
        r"|into) your (?:e-?mail )?inbox\b",
        words=40,
        hints=("inbox",),
    ),
    has(
        "furniture",
        "We use cookies to show you news from your island. See our cookie policy for details.",
        r"\b(?:we|our|(?:this|the) (?:web)?site|by (?:clicking|continuing|using)|accept|manage"
        r"|your)\b.{0,80}\bcookies?\b.{0,40}\b(?:polic|to|setting|on|for|prefer|and similar)"
        r"|\b(?:enable|requires|turn on|disabled) (?:java ?script|cookies)"
        r"|your browser (?:does not|doesn't|is (?:not|out)|settings)|protected by recaptcha",
        words=60,
        hints=("cookie", "javascript", "recaptcha", "your browser"),
    ),
    has(
        "furniture",
        "Copyright 2031 The Harbour Ledger.",
        r"(?:^|[\s(])[©ⓒ]|\bcopyright (?:\(c\) )?(?:\d{4}|©)|\ball rights reserved"
        r"|may not be (?:published|reproduced|republished|broadcast)|\b(?:reprint(?:s|ing)?"
        r"|reproduc(?:ing|tion)"
        r"|republi(?:shing|cation))\b.{0,80}\b(?:permission|allowed|prohibited|forbidden)\b",
        words=60,
        hints=(
            "©",
            "ⓒ",
            "copyright",
            "rights reserved",
            "may not be",
            "reprint",
            "reproduc",
            "republish",
            "republication",
        ),
    ),
    has(
        "furniture",
        "By clicking Register you accept the terms of service of the Harbour Ledger.",
        r"\b(?:you|i) agree\b.{0,160}\b(?:terms|privacy)|\bby (?:clicking|signing|submitting"
        r"|subscribing|providing|entering|continuing)\b.{0,160}\b(?:terms|privacy)",
        words=80,
        hints=("terms", "privacy"),
    ),
    starts(
        "furniture",
        "Article continues below advertisement",
        r"(?:(?:this |the )?(?:story|article|content|post|page) )?(?:continues"
        r"|resumes) ?(?:below|after)(?: this| the)? advertis\w+$|advertis\w+ ?[-–—:(].{0,60}$"
        r"|scroll (?:down )?to continue"
        r"|(?:we|us|our|if you|purchases|this (?:page|article|post)) .{0,90}\b(?:affiliate"
        r"|commission)\b",
        words=40,
    ),
    starts(
        "furniture",
        "Sign up to Harbour Light",
        r"\W{0,3}(?:sign up (?:to|for|here|now|today)|subscribe|(?:skip past|after) newsletter"
        r"|newsletter|start your (?:free )?trial|log in to|already (?:a|have an?) "
        r"|get unlimited"
        r"|comments? on this|remind me|create (?:a|your) free|join (?:us|our|the) (?:on"
        r"|telegram|whatsapp|channel|group|newsletter)|download (?:our|the) app|share your)\b",
        words=9,
        fragment=True,
    ),
    starts(
        "furniture",
        "You have 1 free article left this month.",
        r"you(?:'ve| have) .{0,40}\b(?:articles?|stories|views) (?:left|remaining|this month)"
        r"|you(?:'ve| have) (?:reached|hit|used)\b.{0,40}\b(?:limit|articles?)|(?:this"
        r"|the rest of this) (?:article|story|content) is (?:for|available (?:only )?to"
        r"|reserved for) .{0,20}(?:subscribers|members)"
        r"|to (?:continue|keep) reading\b|comments (?:are|on this|may be|will be"
        r"|have been) (?:\w+ )?(?:moderated|closed|removed|disabled|reviewed|not)"
        r"|(?:if you |have you |did you |found|spotted|see|noticed?).{0,30}\b(?:error|typo"
        r"|mistake)\b.{0,60}\b(?:select|press|ctrl|let us know|highlight|report|tell us|e-?mail"
        r"|click)"
        r"|(?:re-?print|re-?produc|re-?publi|copying|re-?us|quot|us)(?:ing|tion|cation"
        r"|e) of (?:the |our |any |all |this |site |these )*(?:materials?|content|articles?)\b"
        r"|unless otherwise stated\b",
        words=40,
    ),
    has(
        "furniture",
        "For more information, please see our Comments FAQ.",
        r"\b(?:see|read|review|under|to|with|in|of) our (?:privacy (?:policy|notice)|terms\b"
        r"|comments? (?:faq|policy|guidelines)|community (?:guidelines|standards|rules)|cookie)",
        words=60,
        hints=("our privacy", "our terms", "our comment", "our communit", "our cookie"),
    ),
    starts(
        "furniture",
        "4 min read",
        r"(?:\d{1,3}[ -]?min(?:ute)?s?\.?(?: (?:to )?(?:read|listen|watch|video|ago))?"
        r"|(?:estimated )?(?:reading|read) time\b.{0,30})$",
        words=8,
    ),
    starts(
        "furniture",
        "Last updated: March 3, 2031, 4:10 p.m.",
        r"\W{0,3}(?:(?:last |first |article |story )?(?:updated|published|posted|modified"
        r"|edited|created)"
        rf"(?:\W{{0,3}}|\s?[:|].{{0,70}}|,? (?:on |at )?(?:{MONTH}|{WEEKDAY}|\d|yesterday|today"
        rf"|just now).{{0,60}})"
        r"|\d{1,2} (?:second|minute|hour|day|week|month|year)s? ago)$",
        words=12,
    ),
    starts(
        "furniture",
        "#ferry #strike",
        r"(?:tags?:? )?(?:#[^\s#]+[,;]?(?:\s+|$))+$",
        words=200,
    ),
    starts(
        "furniture",
        "Tags: ferries, strikes, Port Ansel",
        r"(?:tags?|topics?|filed under|filed in|keywords?|categor(?:y|ies)|posted in)\s?:.",
        words=40,
        fragment=True,
    ),
    starts(
        "furniture",
        "Powered by Newsmill",
        r"(?:proudly )?(?:optimi[sz]ed|powered|hosted|designed) by \S.{0,40}$",
        words=6,
        fragment=True,
    ),
    starts(
        "furniture",
        "(Reporting by Jana Olm; editing by Karl Weiss)",
        r"\((?:additional |with )?(?:report|writ|edit)(?:ing|ed) (?:by|from) .{2,300}\)\.?$"
        r"|(?:additional |with |includes )?(?:reporting|files) (?:by|from) .{2,200}$"
        r"|(?:additional )?contribut(?:ing|ions?)(?: by| from)?: .{2,200}$|(?:from"
        r"|by) (?:[\w ]{2,40})?(?:wire|staff|news service) reports?\W*$"
        r"|staff and wire reports\W*$|edited by [^.]{2,60}$",
        words=70,
    ),
    has(
        "furniture",
        "Jana Olm in Port Ansel contributed to this report.",
        rf"^{INNER}{{3,300}}\bcontributed (?:to (?:this|the) (?:report|story|article|piece|post"
        rf"|fact check)|reporting|research)\b.{{0,60}}$",
        words=70,
        hints=("contributed",),
    ),
    has(
        "furniture",
        "JUST WATCHED Crews cheer as the first boat sails Replay More Videos ... MUST WATCH",
        r"^JUST WATCHED\b|\bMUST WATCH\b|\bslow to load content\b|\bfroze or did not finish\b",
        words=120,
        hints=("watch", "slow to load"),
        case=True,
    ),
    starts(
        "furniture",
        "https://ledger.example/ferries",
        r"\W{0,3}(?:https?://|www\.)\S+$",
        words=1,
        case=True,
    ),
)
