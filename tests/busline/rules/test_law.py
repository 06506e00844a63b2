"""The table of the law, and lines that tighten it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from busline.line_folder.line_file import parse_line_file
from busline.rules.law import Rule, Side, newest_law
from busline.rules.working_time import WorkingTimeRules

RULES = list(newest_law().values())


def test_every_value_of_a_line_has_a_rule_with_its_article() -> None:
    assert set(newest_law()) == set(WorkingTimeRules.model_fields)
    assert all(rule.article and rule.source.startswith(rule.law) for rule in RULES)


def test_a_line_that_says_nothing_has_the_laws_values_and_no_exceptions() -> None:
    rules = WorkingTimeRules()
    for rule in RULES:
        assert getattr(rules, rule.key) == (0 if rule.exception else rule.value)


@given(st.sampled_from(RULES), st.integers(1, 100_000))
def test_a_line_can_only_be_stricter(rule: Rule, step: int) -> None:
    looser = rule.value + step if rule.side is Side.AT_MOST else rule.value - step
    with pytest.raises(ValidationError):
        WorkingTimeRules(**{rule.key: looser})


@pytest.mark.parametrize(
    ("key", "stricter"), [("max_work_s", 32_400), ("rest_s", 43_200), ("max_week_s", 144_000)]
)
def test_a_collective_agreement_tightens_a_rule_in_the_lines_file(key: str, stricter: int) -> None:
    line, faults = parse_line_file(f'id = "a"\nname = "A"\n[working_time]\n{key} = {stricter}\n')
    assert faults == []
    assert line is not None
    assert getattr(line.working_time, key) == stricter


def test_a_looser_value_is_refused_in_words_that_name_the_article() -> None:
    text = 'id = "a"\nname = "A"\n[working_time]\nrest_s = 36000\nmax_week_s = 220000\n'
    line, faults = parse_line_file(text)
    assert line is None
    assert [(fault.where, fault.message) for fault in faults] == [
        (
            "line.toml, working_time.rest_s",
            "is 36000; the law asks for 39600 or more (Arbeidstijdenwet art. 5:3 lid 2), "
            "and a line can only be stricter",
        ),
        (
            "line.toml, working_time.max_week_s",
            "is 220000; the law asks for 216000 or less (Arbeidstijdenwet art. 5:7 lid 2 b), "
            "and a line can only be stricter",
        ),
    ]
