"""The tables of this room."""

from evaluations.findings.models.findings import Finding
from evaluations.findings.models.incidents import Incident
from evaluations.findings.models.memory import Memory, SeriesBlock, StateBlock
from evaluations.findings.models.policies import Policy, Sweep

__all__ = ["Finding", "Incident", "Memory", "Policy", "SeriesBlock", "StateBlock", "Sweep"]
