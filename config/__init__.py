"""The site assembled: settings, URLs, Celery, the shell of every page. Nobody imports this package."""
