"""The Celery application; its settings are the ``CELERY_…`` of :mod:`config.settings`."""

from celery import Celery

app = Celery("taizhang")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
