"""Write what documents show of the program: `CLI.md` from its help texts, `query.svg` from its output.

python docs/generate.py            write both
python docs/generate.py --check    write nothing; end with 1 where CLI.md is out of step
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
QUERY = "chỉ số SIPAS Bến Tre"
COLUMNS = "96"

HEAD = """# Command line

Made from the help texts by `python docs/generate.py`; change those, not this page.

Results go to stdout, everything else to stderr.
Exit code 0: found or done; 1: nothing found; 2: usage or another error. `NO_COLOR` and pipes are respected.

**Shell completion** of commands, options and provinces:

| shell | a line in | |
|---|---|---|
| bash | `~/.bashrc` | `eval "$(_SEARCHKIT_COMPLETE=bash_source searchkit)"` |
| zsh | `~/.zshrc` | `eval "$(_SEARCHKIT_COMPLETE=zsh_source searchkit)"` |
| fish | `~/.config/fish/config.fish` | `_SEARCHKIT_COMPLETE=fish_source searchkit \| source` |

**Environment**: `SEARCHKIT_INDEX` is the place of the index where `--index-dir` is not given,
`SEARCHKIT_ACRONYMS` a file of your own short forms where `--acronyms` is not ([QUERY.md](QUERY.md)),
`SEARCHKIT_LANG` the language of messages (`vi` or `en`).
"""


def _run(*arguments: str, env: dict[str, str] | None = None, cwd: Path = ROOT) -> str:
    """Run searchkit in English at a fixed width and return what it printed."""
    settings = {"SEARCHKIT_LANG": "en", "COLUMNS": COLUMNS, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "searchkit.cli", *arguments]
    done = subprocess.run(
        command,
        env={**os.environ, **settings, **(env or {})},
        cwd=cwd,
        capture_output=True,
        check=True,
        timeout=120,
    )
    return done.stdout.decode("utf-8")


def help_texts() -> dict[str, str]:
    """Return the help of the program (key "") and of each command."""
    from searchkit.cli import COMMANDS

    helps = {name: _run(*([name] if name else []), "--help") for name in ("", *COMMANDS)}
    return {name: re.sub(r"python -m searchkit\.cli", "searchkit", text) for name, text in helps.items()}


def click_series() -> str:
    """Return major and minor version of click: another series may lay its help out otherwise."""
    return ".".join(version("click").split(".")[:2])


def cli_page() -> str:
    """Return the text of `docs/CLI.md`."""
    parts = [HEAD, f"<!-- click {click_series()} -->\n"]
    for name, text in help_texts().items():
        parts.append(f"## `searchkit{' ' + name if name else ''}`\n\n```text\n{text.rstrip()}\n```\n")
    return "\n".join(parts)


def write_screen(path: Path) -> None:
    """Search the sample corpus as a terminal would and save what it shows as SVG."""
    from rich.console import Console
    from rich.text import Text

    with tempfile.TemporaryDirectory() as folder:
        index = str(Path(folder) / "index")
        _run("index", "corpus", "--index-dir", index)
        shown = _run(
            "query", QUERY, "--index-dir", index, "--format", "rich", "--limit", "3", env={"FORCE_COLOR": "1"}
        )
    # A figure that changes with each run would change the picture in each commit.
    shown = re.sub(r"\d+([.,]\d+)? ms", "3 ms", shown)
    console = Console(record=True, width=int(COLUMNS), file=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    console.print(f'[bold green]$[/] searchkit query "{QUERY}"')
    console.print(Text.from_ansi(shown))
    picture = console.export_svg(title="searchkit", unique_id="searchkit")
    picture = re.sub(r"\s*@font-face \{[^}]*\}", "", picture)  # nothing is fetched to look at it
    path.write_text(picture, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Write the documents, or with `--check` compare CLI.md; return the exit code."""
    page = DOCS / "CLI.md"
    if "--check" in arguments:
        if page.read_text(encoding="utf-8") == cli_page():
            return 0
        print("docs/CLI.md is out of step with the help texts; run: python docs/generate.py", file=sys.stderr)
        return 1
    page.write_text(cli_page(), encoding="utf-8", newline="\n")
    write_screen(DOCS / "query.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
