"""What people do with a finding. Each act ends in one event on the stream ``findings``."""

from evaluations.findings.services.acts.asking import answer, ask_sponsor
from evaluations.findings.services.acts.settling import confirm, dismiss, report_data_problem
from evaluations.findings.services.acts.taking import claim, release, reopen, snooze

__all__ = ["answer", "ask_sponsor", "claim", "confirm", "dismiss", "release", "reopen", "report_data_problem", "snooze"]
