"""The chat in a terminal: a prompt, and answers with their citations; follow-ups take up the conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from onrecord.index.errors import OnRecordError
from onrecord.qa import Assistant
from onrecord.qa.types import Turn

from .text import answer_lines

GREETING = "Ask the record. An empty line or Ctrl-D ends."


def chat(assistant: Assistant, questions: Iterable[str], say: Callable[[str], None]) -> int:
    """Answer questions until they end; an error is told as one and the chat goes on.

    Args:
        assistant: what answers.
        questions: one a turn; an empty one ends the chat.
        say: prints one line.

    Returns:
        how many of the questions met an error.
    """
    errors = 0
    history: list[Turn] = []
    say(_size(assistant))
    say(GREETING)
    for question in questions:
        if not question.strip():
            break
        try:
            answer = assistant.ask(question, history=history)
            history.append(answer.turn)
            lines: Iterator[str] = answer_lines(answer)
        except OnRecordError as error:
            errors += 1
            lines = iter([f"Error: {error}"])
        say("")
        for line in lines:
            say(line)
        say("")
    return errors


def _size(assistant: Assistant) -> str:
    counts = assistant.index.counts()
    return f"{counts.articles:,} articles, {counts.passages:,} passages, {counts.vectors:,} with vectors."
