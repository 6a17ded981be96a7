"""Work that is due: one row per job, leased and fenced, and one row per slot of a schedule.

Vocabulary: a *job* is one piece of work with its arguments; a *lease* is the time for which one worker holds it, a *fence* the
number that tells a lapsed holder from the present one; a *slot* is one due moment of a *schedule*. The database is the only
holder of work; the broker only carries nudges, and losing it loses nothing. Never knows what a job does.
"""
