"""Adding work, doing it, and filling the slots of schedules."""

from registry.jobs.services.queue import add, cancel, claim, fail, finish, report
from registry.jobs.services.slots import fill_slots
from registry.jobs.services.work import work_next

__all__ = ["add", "cancel", "claim", "fail", "fill_slots", "finish", "report", "work_next"]
