"""What stops a job from inside."""


class Cancelled(Exception):
    """The person cancelled the job while it ran; ``progress()`` raises it, the worker catches it."""


class LeaseLost(Exception):
    """Another worker holds the job by now, so this one must not write any more."""


class UnknownKind(LookupError):
    """No room handles this kind of job."""
