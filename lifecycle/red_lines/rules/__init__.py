"""Scanning a text for red lines, and what a complete set of answers is. Pure: the rule set comes from ``selectors.rule_set``."""

from lifecycle.red_lines.rules.answers import obstacles_to_answers
from lifecycle.red_lines.rules.lines import Phrase, RedLine, RuleSet
from lifecycle.red_lines.rules.scanning import Match, scan

__all__ = ["Match", "Phrase", "RedLine", "RuleSet", "obstacles_to_answers", "scan"]
