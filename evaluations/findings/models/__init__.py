"""The tables of this room."""

from evaluations.findings.models.drafts import PolicyDraft
from evaluations.findings.models.exemptions import Exemption
from evaluations.findings.models.findings import Finding
from evaluations.findings.models.incidents import Incident
from evaluations.findings.models.inquiries import Answer, Inquiry
from evaluations.findings.models.memory import Memory, SeriesBlock, StateBlock
from evaluations.findings.models.policies import Policy, Sweep
from evaluations.findings.models.rivals import Rival
from evaluations.findings.models.rulings import Ruling
from evaluations.findings.models.splitting import Shard, SplitSweep

__all__ = [
    "Answer",
    "Exemption",
    "Finding",
    "Incident",
    "Inquiry",
    "Memory",
    "Policy",
    "PolicyDraft",
    "Rival",
    "Ruling",
    "SeriesBlock",
    "Shard",
    "SplitSweep",
    "StateBlock",
    "Sweep",
]
