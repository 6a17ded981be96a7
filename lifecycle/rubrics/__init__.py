"""The questions reviewers answer: immutable versions of criteria with weights and anchors, each with its source (依据)."""
