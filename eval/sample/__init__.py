"""The sample newswire: 71 fictional articles and the questions about them. README.md tells what is in it."""

from __future__ import annotations

from pathlib import Path

NEWSWIRE = Path(__file__).resolve().parent / "newswire"
"""The folder of the articles, one folder an outlet."""

QUESTIONS = NEWSWIRE.with_name("questions.jsonl")
"""The questions with their gold evidence; `onrecord.eval.gold.read_questions` reads them."""
