"""`python -m onrecord.qa` is the `onrecord` command."""

from .cli import main

main(prog_name="onrecord")
