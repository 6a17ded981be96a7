"""Working days (调休 included) and the deadlines and duty days counted in them.

The table is data, one set of exceptions per year, importable; a year nobody has entered counts Monday to Friday, and says so.
"""
