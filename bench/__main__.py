"""Every benchmark, one after the other: `python -m bench`, or `python -m bench pages rebuild`."""

import importlib
import sys

ALL = ["scoring", "maplayout", "pages", "rebuild", "imports", "writers", "server"]


def main() -> None:
    for name in sys.argv[1:] or ALL:
        print(f"\n## {name}\n", flush=True)
        importlib.import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main()
