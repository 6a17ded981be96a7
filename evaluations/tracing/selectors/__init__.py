"""Gathering traces."""
