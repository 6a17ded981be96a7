"""Running the detector's own rules over made-up fleets without a database, and counting how often they are right. Pure.

Read in this order: ``entering`` (rows to what a sweep reads), ``grounds``, ``weeks`` and ``guards`` (what was known when),
``judging`` and ``said``, ``scoring``, ``figures``, ``variants``, ``runs``.
"""
