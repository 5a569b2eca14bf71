"""The Autobahn testsuite for websockets against the tuned server; docs/autobahn.md says how to run it."""
