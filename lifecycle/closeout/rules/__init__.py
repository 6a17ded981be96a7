"""What stands in the way, and every reason at once. Pure.

``settling``: one matter; ``leaving``: the shutdown and the end of the case as a whole; ``handing_over``: the list of a merge;
``announcing``: times in which the system will not answer. Which matters block which step is set by this programme (专家建议),
following the lifecycle of 三审三清.
"""
