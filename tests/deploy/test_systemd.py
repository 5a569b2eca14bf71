"""The systemd units fit each other, nginx and the web processes' own times."""

import configparser
import re

import pytest

from tests.servers.process import ROOT

UNITS = ROOT / "deploy" / "systemd"


def read(name: str) -> configparser.ConfigParser:
    unit = configparser.RawConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(UNITS / name)
    return unit


def test_the_target_starts_the_processes_that_nginx_knows():
    wanted = re.findall(r"chatsite-web@(\d+)", read("chatsite.target")["Unit"]["Wants"])
    nginx = (ROOT / "deploy" / "nginx" / "chatsite.conf.template").read_text()
    assert wanted == re.findall(r"web(\d+)\.sock", nginx) == ["1", "2"]


def test_the_sockets_folder_is_nginxs_and_outlives_each_process():
    service = read("chatsite-web@.service")["Service"]
    assert "/run/chatsite/web%i.sock" in service["ExecStart"]
    assert (service["RuntimeDirectory"], service["RuntimeDirectoryPreserve"]) == ("chatsite", "yes")
    defaults = (ROOT / "deploy" / "nginx" / "defaults.env").read_text()
    assert "NGINX_SOCKETS=/run/chatsite\n" in defaults
    assert f"NGINX_USER={service['Group']}\n" in defaults


def test_a_process_has_the_time_to_send_its_browsers_away():
    assert int(read("chatsite-web@.service")["Service"]["TimeoutStopSec"]) > 15


@pytest.mark.parametrize("name", ["chatsite-web@.service", "chatsite-migrate.service"])
def test_nothing_runs_as_root_or_names_a_secret(name):
    service = read(name)["Service"]
    assert service["User"] == "chatsite"
    assert "Environment" not in service
