"""Time expressions of articles and questions: words to days.

`find` reads article prose, `constraints` a question, `publication_range` a text of unknown date. Inside, a
text goes through `runs` (where words of time stand together), the rules of `calendar_rules`, `period_rules`,
`day_rules` and `unit_rules` (what they mean), and `modifiers` ("early in", "the day after").
"""

from .expressions import TimeExpression, find
from .publication import publication_range
from .questions import Constraint, constraints

__all__ = ["Constraint", "TimeExpression", "constraints", "find", "publication_range"]
