"""Schemes, appraisals, and what is drawn by lot. Every row is for ever."""

from evaluations.appraisals.models.appraisals import Appraisal, Reading
from evaluations.appraisals.models.rectification import Bundle, Remeasurement
from evaluations.appraisals.models.rounds import Assignment, CheckResult, Draw, PeerOpinion, SpotCheck
from evaluations.appraisals.models.schemes import Scheme
from evaluations.appraisals.models.self_evaluations import SelfEvaluation

__all__ = [
    "Appraisal",
    "Assignment",
    "Bundle",
    "CheckResult",
    "Draw",
    "PeerOpinion",
    "Reading",
    "Remeasurement",
    "Scheme",
    "SelfEvaluation",
    "SpotCheck",
]
