pytest_plugins = ["tests.plugins.servers", "tests.plugins.databases", "tests.plugins.skips"]
