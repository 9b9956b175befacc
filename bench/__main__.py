"""Every benchmark, one after the other: `python -m bench`, or `python -m bench pages rebuild`.

Each runs in a process of its own, with a database of its own. Ends with 1 where one of them says
that a limit is passed.
"""

import subprocess
import sys

ALL = [
    "scoring",
    "formulas",
    "maplayout",
    "poster",
    "packs",
    "pages",
    "rebuild",
    "imports",
    "writers",
]
ALL += ["server"]


def main() -> int:
    failed = []
    for name in sys.argv[1:] or ALL:
        print(f"\n## {name}\n", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode:
            failed.append(name)
    print(f"\nOver a limit: {', '.join(failed) or 'none'}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
