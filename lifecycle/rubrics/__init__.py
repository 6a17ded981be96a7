"""The questions reviewers answer: immutable versions of criteria with weights and anchors, each with its source (依据).

Vocabulary: a *rubric* is the set of questions of one step of one process, in one version; a *criterion* is one question
with its weight in points; an *anchor* is the sentence that says what one value means. In every rubric a higher value
speaks for the system (for admitting or for keeping it), and the total is out of 100. Never decides anything: a number is
read by a person.
"""
