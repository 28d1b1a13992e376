"""The shop's real processes are killed, its database is crashed; then its books must still agree."""
