"""Speed on this machine: what is timed, how, and the table. Never a test: numbers depend on the machine."""
