"""Guards of the shop, each switched off in turn: the test that is named for it must go red."""
