"""What every test can ask for."""

pytest_plugins = ["tests.cast", "tests.storing", "tests.servers.fixtures"]
