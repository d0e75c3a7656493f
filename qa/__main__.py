"""`python -m onrecord.qa` is the `onrecord` command."""

from .cli import main

if __name__ == "__main__":  # processes that an ingest starts import this file too
    main(prog_name="onrecord")
