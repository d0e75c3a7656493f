"""What is body and what is not: pages of invented outlets, the development seeds, and any text at all."""

# ruff: noqa: E501 (a page has one paragraph to a line)

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.blocks import Block, blocks
from onrecord.index.cleaning.wording import RULES

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"

# Each page is a list of lines: "kind| text". No outlet, person or event in them exists.

HARBOUR = """
furniture| Skip to main content
furniture| Menu
furniture| Subscribe
headline| Ferry crews vote to end nine-week strike on the Sound
furniture| By Marisol Trent
furniture| Published: March 3, 2031 | Updated: 4:10 p.m.
furniture| 4 min read
caption| Crew members hold signs (left) as the last ferry leaves Port Ansel on Monday
caption| (Dara Finch / The Washington Post)
body| PORT ANSEL — Ferry crews voted on Monday to end a nine-week strike that had cut off three islands.
body| "We need your help to rebuild what was lost, so please support us," union leader Ada Kovic told the crowd.
furniture| Advertisement
body| The vote was 412 to 97. Officials said boats would sail by Thursday.
sidebar| Read more: Islanders count the cost of a lost season
body| Why it took nine weeks
body| Mediators blamed a dispute over night shifts. “Nobody wanted this,” said Governor Lena Ostrow.
sidebar| Is the dispute really over? Our experts weigh in, and see more here: A Fragile Peace Returns To The Harbour
sidebar| Who pays for the idle boats? See our explainer on what the deal costs the state.
body| Donations to the strike fund had passed $2 million, according to Kovic, who asked members to keep giving.
body| A first boat is to leave at dawn
appeal| Before you go...
appeal| The Harbour Ledger is the last newsroom on this coast. We do not have a billionaire owner, and our reporting is free.
appeal| If you value what you just read, please consider making a contribution. Even $3 a month keeps us going.
appeal| Donate now
furniture| $5
furniture| $10
furniture| Other amount
furniture| Share this article
furniture| Facebook
furniture| Twitter
biography| Marisol Trent
biography| Senior transport reporter
biography| Marisol Trent covers ports and railways as a reporter for the Harbour Ledger. She studied in Velm.
sidebar| Most read
sidebar| Council approves new bridge after stormy night session
sidebar| The council of Port Ansel approved a new bridge late on Sunday, ending a quarrel of eleven years.
sidebar| Fishing fleet stays at home for a third week
sidebar| The fleet has not left harbour since February, and prices have doubled in the covered market.
furniture| Load more
furniture| © 2031 Harbour Ledger. All rights reserved.
"""

VALLEY = """
appeal| Enjoy reading without ads?
appeal| Keeping this website free costs us 40,000 crowns a month. Your donations pay for it.
appeal| Become a member
appeal| Our newsroom is small, and we need your support to go on.
headline| Minister Denies Plan to Close Upland Schools
caption| VNA/Tomas Reil
body| The education minister, Petra Halloran, denied on Tuesday that the government plans to close schools.
body| “No school will be closed this year,” she said. “I can't speak for the next.”
body| Our reporter asked the ministry for the list. It said that it had none.
body| Readers of the list, first published by a union, found 42 names on it.
sidebar| RELATED: Upland teachers march on the capital
body| The union's head, Ivo Brandt, called her answer “a riddle”.
furniture| (Reporting by Jana Olm; editing by Karl Weiss)
furniture| Tags: schools, upland, Halloran
furniture| #schools #upland #halloran
furniture| Follow us on Telegram and never miss a story
furniture| Sign up for our morning newsletter, delivered straight to your inbox.
furniture| We use cookies to improve your experience. By using this site you accept our cookie policy.
furniture| Powered by Newsmill
furniture| widget-88213340017725
"""

TEASERS = """
headline| Reservoir falls to its lowest level in forty years
body| The Marrow reservoir fell to 11 percent on Friday, its lowest level since it was filled.
body| Engineers expect no rain before May. “We are in God's hands,” said the chief engineer, Noor Vance.
body| Rationing starts on Monday in six towns.
sidebar| Why nobody fixed the old dam
sidebar| Forty years ago a report warned of cracks in the wall. It was printed, praised and put on a shelf. This is
furniture| Article image
furniture| Avatar
biography| Yusuf Adeyar
biography| Environment Editor
biography| Yusuf Adeyar is an editor at the Marrow Courant. He holds a degree in hydrology from the University of Velm.
furniture| Read more
sidebar| News Feed
furniture| (Updated:  )
sidebar| A court in Velm fined the state railway 3 million crowns on Friday over a crash that killed two people.
sidebar| "The signal had been dark for a week, and everybody at the station knew of it," a source told the Courant.
furniture| Show more
"""

LETTER = """
body| The cathedral of Velm closed its doors on Sunday for the first time since the fire.
body| "Dear readers," the bishop wrote in the parish paper, "we need your help. Support us with what you can."
body| He said the roof alone would cost 9 million crowns, and that donations covered a third of it.
body| Read our lips, the mayor said: no taxes.
body| Jana Olm is a reporter who was jailed in 2029 for her work on the cathedral's accounts.
body| Olm was freed last spring. She said she would write again.
body| We were told to leave, and we left. Our town had no say in it, nor did you.
body| A message from the palace: the queen will come in June.
body| He added that subscribers to the choir's concerts would be paid back.
"""


NORTH = """
furniture| The Daily Fjord
furniture| Politics
headline| Parliament rejects budget as coalition splits
furniture| Kari Lund, political correspondent
furniture| Tue 4 Feb 2031 06.15 GMT
furniture| Last modified on Tue 4 Feb 2031 09.20 GMT
furniture| View image in fullscreen
caption| Prime minister Ola Vik leaves parliament after the vote on Monday. Photograph: Nils Holm/EPA
body| The parliament rejected the budget on Monday night after two junior partners walked out of the coalition.
body| The prime minister, Ola Vik, called the vote “a gift to chaos” and said he would ask the king for time.
furniture| skip past newsletter promotion
furniture| Sign up to Morning Briefing
furniture| after newsletter promotion
body| “We will not be blackmailed,” Vik told reporters. “I ask the people to stand with us.”
body| Opposition leaders demanded an election by June.
sidebar| Explore more on these topics
sidebar| Europe
furniture| Reuse this content
appeal| I hope you appreciated this article. Before you move on, I wanted to ask if you would consider supporting the Fjord’s journalism this year.
appeal| We have never been more passionate about our work. But we need your support to stay independent.
appeal| Support £5/monthly
appeal| Support with another amount
furniture| Continue
furniture| Remind me in March
sidebar| Most viewed
"""

ISLES = """
furniture| You have 1 free article left this month.
furniture| Subscribe for $1
headline| Minister: no talks before ceasefire
caption| Image source, Getty Images
caption| Image caption, Foreign minister Lev Danil met envoys in the capital
furniture| Published
furniture| 3 hours ago
body| Foreign Minister Lev Danil has said there will be no talks before a full ceasefire.
body| Speaking to state television, he said that "the guns must be silent first".
sidebar| You may also be interested in:
sidebar| How the war began
sidebar| Who is Lev Danil?
body| He is due to fly to the lake on Tuesday. Two envoys, from Velm and from Karsk, are said to be on their way there as well.
sidebar| More on this story
sidebar| Envoys leave empty-handed
sidebar| Related Topics
sidebar| Lakes
sidebar| Top Stories
sidebar| Live. Storm hits coast as thousands flee
furniture| Published 1 hour ago
sidebar| The storm that thousands are fleeing has reached the southern coast, with winds of 200km/h.
"""

RIDGE = """
appeal| Support independent journalism in the highlands!
appeal| Dear friends,
appeal| For nine years The Ridge has reported from places that others do not visit. We publish every day, in three languages.
appeal| Today our existence is under threat. Grants have dried up. Advertisers are afraid.
appeal| That is why we turn to you. Join our community of supporters from 5 crowns a month.
body| The court in Karsk on Thursday sentenced the editor Timur Sayd to four years in prison for "false reports".
body| Sayd, 44, denied the charge. "Journalism is not a crime. Support us, write about us," he shouted from the cage.
body| His lawyer, Aida Bek, told The Ridge that she would appeal within ten days.
body| We asked the court for the verdict; it did not reply.
furniture| Subscribe to our Telegram channel @ridge
furniture| If you notice a spelling error, select the text and press Ctrl+Enter
furniture| Reprinting of materials is allowed only with a link to the source.
furniture| Timur Sayd
furniture| courts
"""

CUT_SHORT = """
body| The dam above Velm held through the night, engineers said on Friday.
body| What comes next
body| The lower town will be emptied on Saturday. The mayor said that buses would wait at the school from six, and that the
"""

PAGES = {
    "harbour": HARBOUR,
    "valley": VALLEY,
    "teasers": TEASERS,
    "letter": LETTER,
    "north": NORTH,
    "isles": ISLES,
    "ridge": RIDGE,
    "cut": CUT_SHORT,
}


def page(lines: str) -> tuple[str, list[tuple[str, str]]]:
    expected = []
    for line in lines.strip().splitlines():
        kind, _, shown = line.partition("| ")
        expected.append((kind, shown))
    return "\n\n".join(shown for _, shown in expected) + "\n", expected


def kinds(text: str, title: str = "") -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks(text, title=title)]


@pytest.mark.parametrize("lines", PAGES.values(), ids=PAGES)
def test_every_paragraph_of_a_page_is_told_body_or_not(lines):
    text, expected = page(lines)
    found = kinds(text)
    assert [shown for _, shown in found] == [shown.strip() for _, shown in expected]
    wrong = [
        (want, got, shown)
        for (want, shown), (got, _) in zip(expected, found, strict=True)
        if (want == "body") != (got == "body")
    ]
    assert wrong == []


@pytest.mark.parametrize("lines", PAGES.values(), ids=PAGES)
def test_the_kinds_are_named(lines):
    text, expected = page(lines)
    found = {shown: kind for kind, shown in kinds(text)}
    loose = {"furniture", "appeal", "sidebar"}  # a button under an appeal may count as either
    for want, shown in expected:
        got = found[shown.strip()]
        assert got == want or {got, want} <= loose, (want, got, shown)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_each_rule_fits_its_example(rule):
    text = f"The boats sailed at dawn on Monday, officials said.\n{rule.example}\nThey came back at noon, all of them empty.\n"
    assert kinds(text)[1] == (rule.kind, rule.example)
    assert rule.pattern.search(rule.example) or "? " in rule.example


def test_a_flattened_slide_show_is_a_caption():
    slides = " ".join(
        f"Fans wave flags before match {n}, in a stadium that took years to build. Dara Finch/AFP/Getty Images"
        for n in range(40)
    )
    text = f"The match ended in a draw on Monday, officials said.\n{slides}\nThe next one is on Friday, in the same stadium.\n"
    assert [kind for kind, _ in kinds(text)] == ["body", "caption", "body"]


def test_the_same_lines_mean_other_things_elsewhere():
    lone = "The dam held. Engineers were surprised, and said so.\n\nNews Feed\n\nThe second dam broke at noon, an hour later.\n"
    assert [kind for kind, _ in kinds(lone)] == ["body", "sidebar", "body"]
    assert [kind for kind, _ in kinds("Read more\n")] == ["furniture"]
    assert kinds("Ada Kovic is a reporter at the Ledger.\n") == [
        ("body", "Ada Kovic is a reporter at the Ledger.")
    ]


def test_a_title_given_marks_the_headline_and_only_it():
    text = "The boats sail again\n\nTHE BOATS SAIL AGAIN.\n\nWhat we know so far\n\nThe boats sailed at dawn on Monday, officials said.\n"
    assert [kind for kind, _ in kinds(text, title="The boats sail again")] == [
        "headline",
        "headline",
        "body",
        "body",
    ]
    assert [kind for kind, _ in kinds(text, title="Something else")] == ["body"] * 4


def test_a_wrapped_text_is_judged_by_its_paragraphs():
    text = (
        "The ferry left the harbour at six in the\nmorning with forty people, all of them\nislanders who had waited for nine\n"
        "weeks, and with the mail.\n\nPlease support our journalism: become a\nmember today and keep our newsroom\n"
        "independent of the powerful and the\nrich.\n\nIt came back at noon, empty but for the\ncaptain and his dog.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["body"] * 4 + ["appeal"] * 4 + ["body"] * 2


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "\x00", "\ud800 lone", "a\r\nb\rc\u2028d\x0ce"])
def test_odd_texts(text):
    check_spans(text)


def check_spans(text: str) -> None:
    found = blocks(text)
    end = 0
    for block in found:
        shown = text[block.start : block.end]
        assert end <= block.start < block.end <= len(text)
        assert shown == shown.strip()
        assert len(shown.splitlines()) == 1
        assert not text[end : block.start].strip()
        end = block.end
    assert not text[end:].strip()
    assert found == blocks(text)


PHRASES = [
    "Read more", "News Feed", "Avatar", "A Message from The Ledger:", "Dear readers,", "We need your help. Support our journalism.",
    "By Ada Kovic", "Ada Kovic is a reporter at the Ledger.", "(Dara Finch / AFP)", "AP/Dara Finch", "#a #b", "2 min read", "Monthly",
    "The boats sailed at dawn on Monday, officials said.", '"Help us," she said.', "Boats sail again", "Most read", "Show more", "This is the",
]  # fmt: skip


@given(
    st.lists(st.one_of(st.sampled_from(PHRASES), st.text(max_size=40)), max_size=25).map("\n".join),
    st.sampled_from(["", "Boats sail again"]),
)
@settings(max_examples=300, deadline=None)
def test_blocks_cover_any_text(text, title):
    check_spans(text)
    blocks(text, title=title)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000,
        "x" * 1_000_000,
        "? " * 500_000,
        "Read more\n" * 100_000,
        "A short line that ends.\n" * 50_000,
        "News Feed\n" * 50_000,
        "A Message from us:\nWe need your help.\n" * 25_000,
        "Support us\nour journalism needs you\n" * 25_000,
        ("A. " * 480 + "\n") * 300,
        ("Aa " * 480 + "\n") * 300,
        ("a/b (c/" * 200 + "\n") * 300,
        ("Why? " * 290 + "\n") * 300,
        ("'" * 1400 + ":A\n") * 300,
        "Ada Kovic is a reporter.\n" * 20_000,
        "He is a writer here.\n" * 50_000,
        "Title of a story\nIt was cut off in the middle of the sentence that said the\n" * 20_000,
    ],
    ids=lambda text: repr(text[:24]),
)  # fmt: skip
def test_no_text_takes_long(text):
    started = time.process_time()
    found = blocks(text)
    # An ordinary article of this size takes 0.2 s; what must not happen is minutes.
    assert time.process_time() - started < 20
    assert found


# Development seeds: the numbers of the lines that are body; their text is not part of the project.
SEED_BODIES = {
    "000": {1, 2, 3, 4, 5, 6, 7, 8, 9},
    "001": set(range(1, 14)),
    "002": {12, 14, 16, 20, 22, 24},
    "003": {9, 11, 13, 15, 17, 19, 21, 23, 25, 27},
    "004": {5, 7, 9, 11, 13, 15, 17, 19},
}


@pytest.mark.data
@pytest.mark.parametrize("number", SEED_BODIES)
def test_seed_bodies_are_whole_and_clean(number):
    if not SEEDS.is_dir():
        pytest.skip(f"the development seeds are not at {SEEDS}")
    text = next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")
    body = {text.count("\n", 0, block.start) + 1 for block in blocks(text) if block.kind == "body"}
    assert body == SEED_BODIES[number]


def test_a_block_is_a_plain_record():
    assert Block(0, 4, "body") == Block(0, 4, "body")
