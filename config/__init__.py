"""The site assembled: settings, URLs, Celery, the shell of every page. Nobody imports this package."""

from config.celery import app as celery_app  # so that every process sends its nudges to the configured broker

__all__ = ["celery_app"]
