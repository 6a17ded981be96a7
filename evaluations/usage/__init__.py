"""What is really used: collectors, counters per period, coverage; intake from files, API and access logs.

Vocabulary: a *measure* is a count per system, period and collector; *coverage* (0–1) says how much of the period was seen. A
missing measure is unknown, a missing day is missing: never zero. Counts only, never a person, address or account.
"""
