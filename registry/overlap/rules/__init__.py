"""Comparing descriptions of systems: wording, items, features, pairs. Pure."""
