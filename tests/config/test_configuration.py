import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r'env\.(?:text|flag|whole|wholes|words|folder|one_of|web_address)\(\s*"([A-Z_]+)"')


def test_the_documentation_names_exactly_the_variables_that_are_read() -> None:
    read = {name for path in (ROOT / "config").rglob("*.py") for name in READ.findall(path.read_text())}
    tables = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "configuration.md").read_text(), re.MULTILINE)

    assert sorted(tables) == sorted(read)
