"""What stands between a clearance and its next step: pure, every reason at once.

``pictures`` is what the rules look at, ``listing`` what may be done to the items, ``proof`` what must be shown of them,
``observing`` what must be seen again after the shutdown. The order
of the three clearances' proofs is an expert proposal (三审三清, 专家建议); the numbers are set by the organisation (本单位设定, see
:mod:`lifecycle.clearances.limits`).
"""
