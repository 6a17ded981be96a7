"""Takes each guard away, one at a time, and shows which test notices: ``python -m tests.mutation``.

A guard is

* a function of some room's rules, or one registered with ``lifecycle.cases.preconditions``, that answers obstacles (without it:
  none), and each of its reasons by itself (``…:obstacles_to_verify same-person``: everything but this reason);
* a function ``may_*`` (without it: everybody may, which for ``sees_prior`` means that everybody reads everything);
* ``If-Match`` and ``Idempotency-Key`` of the API;
* a constraint the database holds (**D** in the invariants), or the triggers of what is insert-only.

A guard nobody misses is a hole in the tests, or it is not needed; the exit status says so. Pytest collects and migrates once; each
guard then goes in a process of its own, forked from that one. Results are kept below ``.venv/cache`` until the room or its tests
change, so a run that was stopped goes on.

    python -m tests.mutation                      all that is not known yet
    python -m tests.mutation obstacles_to_verify  only guards whose name has this in it, whether known or not
"""
