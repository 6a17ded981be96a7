"""Pages that bring the rooms together: home, and what a person's day starts with.

Writes nothing and judges nothing. Every *figure* leads to the list it counts, under the same filter.
"""
