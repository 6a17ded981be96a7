"""The program as it really runs: ``manage.py serve`` with its web server, worker, scheduler and broker, killed in many ways.

This folder is also a Django application, installed only in those processes: it brings kinds of jobs to do and two pages to
ask for them and to look at them.
"""
