"""`python -m searchkit.cli`, where the program itself is not on the PATH."""

import sys

from searchkit.cli import main

if __name__ == "__main__":
    sys.exit(main())
