"""docs/operations.md says what is so."""

import re

from tests.servers.process import ROOT

TEXT = (ROOT / "docs" / "operations.md").read_text()
SETTINGS = (ROOT / "chatsite" / "settings.py").read_text()
DOCUMENTED = set(re.findall(r"`([A-Z_]+)`", TEXT.partition("## The environment")[2].partition("## TLS")[0]))


def test_the_table_has_every_name_that_the_settings_read():
    assert set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', SETTINGS)) <= DOCUMENTED


def test_compose_and_systemd_give_only_names_that_the_settings_read():
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', SETTINGS))
    compose = (ROOT / "docker-compose.yml").read_text().partition("&environment\n")[2].partition("\nservices:")[0]
    systemd = (ROOT / "deploy" / "systemd" / "environment.example").read_text()
    assert set(re.findall(r"^    ([A-Z_]+):", compose, re.MULTILINE)) <= read
    assert set(re.findall(r"^#?([A-Z_]+)=", systemd, re.MULTILINE)) <= read


def test_every_file_that_is_named_is_there():
    named = set(re.findall(r"(?<![\w./])(?:deploy|bin|docs|chat)/[\w./@*-]*[\w*]", TEXT))
    assert "bin/run" in named
    assert not [name for name in named if not list(ROOT.glob(name))]


def test_every_nginx_variable_that_is_named_has_a_default():
    defaults = (ROOT / "deploy" / "nginx" / "defaults.env").read_text()
    templates = "".join(path.read_text() for path in (ROOT / "deploy" / "nginx").glob("*.template"))
    known = set(re.findall(r"^(NGINX_[A-Z_]+)=", defaults, re.MULTILINE))
    assert set(re.findall(r"NGINX_[A-Z_]+", TEXT)) <= known
    assert set(re.findall(r"\$\{(NGINX_[A-Z_]+)\}", templates)) == known
