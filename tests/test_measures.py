"""Our ranking measures against ir-measures, question by question."""

from __future__ import annotations

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from onrecord.eval.measures import RANKING

ORACLES = {"nDCG": nDCG, "recall": R, "hit": Success, "MRR": RR}
IDS = [f"d{n}" for n in range(12)]


@pytest.mark.parametrize("name", RANKING)
@given(
    ranked=st.lists(st.sampled_from(IDS), unique=True, min_size=1),
    relevant=st.sets(st.sampled_from(IDS), min_size=1),
    k=st.sampled_from([1, 3, 10]),
)
def test_equals_ir_measures(name: str, ranked: list[str], relevant: set[str], k: int) -> None:
    run = {"q": {item: float(-rank) for rank, item in enumerate(ranked)}}
    measure = ORACLES[name] @ k
    expected = ir_measures.calc_aggregate([measure], {"q": dict.fromkeys(relevant, 1)}, run)[measure]
    assert RANKING[name](ranked, relevant, k) == pytest.approx(expected)


@pytest.mark.parametrize("name", RANKING)
def test_no_ranking_scores_zero(name: str) -> None:
    assert RANKING[name]([], {"d1"}, 10) == 0.0
    assert RANKING[name](["d1"], set(), 10) == 0.0
