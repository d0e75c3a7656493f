"""Articles of our own about a harbour, a bank and a dam, and the command as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from onrecord.index import Article, Published


def article(
    number: int,
    text: str,
    *,
    day: str | None = "2025-03-01",
    source: str = "The Harbour Post",
    title: str = "",
) -> Article:
    """An article of our own with an id and a URL made from its number."""
    return Article(
        id=f"a{number}",
        title=title or f"Report number {number}",
        text=text,
        url=f"https://harbour.example/{number}",
        source=source,
        published=Published.on(date.fromisoformat(day), "given") if day else Published(),
    )


FERRY = """The ferry Aurelia sank outside the port of Lindmouth on Tuesday night with 212 people aboard.

Coastguard vessels rescued 209 passengers before dawn, the harbour master said. Three sailors are missing.

"We will find out what happened," said transport minister Ilse Marrow, who opened an inquiry."""

BANK = """The central bank of Velland raised its main interest rate to 4.75 percent on Thursday.

Governor Oskar Lund said inflation had proved stubborn and that further increases were possible.

Economists had expected the bank to leave borrowing costs unchanged until the summer."""

DAM = """Engineers began filling the reservoir behind the Tarn dam after eleven years of construction.

Farmers downstream fear that the river will carry too little water during the dry season.

The dam will supply electricity to two million homes, the energy ministry said in a statement."""


def newswire() -> list[Article]:
    """Three articles on three stories, two outlets, one of them undated."""
    return [
        article(1, FERRY, day="2025-03-05", title="Ferry sinks outside Lindmouth"),
        article(2, BANK, day="2025-04-10", source="Velland Courier", title="Central bank raises rates"),
        article(3, DAM, day=None, title="Reservoir behind Tarn dam fills"),
    ]


def onrecord(
    *arguments: str | Path, stdin: str = "", env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command as its own process."""
    return subprocess.run(
        [sys.executable, "-m", "onrecord.qa", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        env=os.environ | {"COLUMNS": "200"} | (env or {}),
        cwd=cwd,
        timeout=300,
        check=False,
    )
