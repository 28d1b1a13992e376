"""Runs the command line of the double."""

import sys

from stripe_double.cli import main

sys.exit(main())
