"""From a question to an answer that can be checked."""

from .assistant import Assistant
from .types import Abstention, Answer, Citation, Claim, Question

__all__ = ["Abstention", "Answer", "Assistant", "Citation", "Claim", "Question"]
