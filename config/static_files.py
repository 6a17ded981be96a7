"""Which static files are served, and how: only what pages use, hashed, gzip only, without source maps."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# served as: prefix, folder below ASSETS_DIR, file
ASSETS: tuple[tuple[str, str, str], ...] = (
    ("tabler", "@tabler/core/dist", "css/tabler.min.css"),
    ("echarts", "echarts/dist", "echarts.common.min.js"),
)


class StaticFiles(StaticFilesConfig):
    """Leaves out what packages ship and no page uses."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "*.map", "redoc*", "htmx-4*", "htmax*"]


class AssetFinder(BaseFinder):
    """Finds the few files of the npm packages that pages use; the packages hold 70 MB more."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str]:  # type: ignore[override]  # noqa: FBT001, FBT002
        found = [
            str(settings.ASSETS_DIR / folder / file) for prefix, folder, file in ASSETS if path == f"{prefix}/{file}"
        ]
        if find_all:
            return found
        return found[0] if found else []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for prefix, folder, file in ASSETS:
            storage = FileSystemStorage(location=settings.ASSETS_DIR / folder)
            storage.prefix = prefix  # type: ignore[attr-defined]  # collectstatic reads it
            yield file, storage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Hashed names and gzip.

    Django would rewrite ``sourceMappingURL`` too and fail on maps that are not there; brotli, where importable, would
    cost half a minute at every start.
    """

    patterns = tuple(
        (kind, tuple(p for p in found if "sourceMappingURL" not in (p if isinstance(p, str) else p[0])))
        for kind, found in CompressedManifestStaticFilesStorage.patterns
    )

    def create_compressor(self, **kwargs: Any) -> Compressor:
        return Compressor(use_brotli=False, **kwargs)
