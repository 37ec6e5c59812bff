"""`python -m runrisk` is the command line, also where its script is not on the path."""

from runrisk.cli import main

if __name__ == "__main__":
    main()
