"""docker-compose.yml refuses to start without secrets, and starts what production is made of."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.servers.process import ROOT
from tests.servers.web import unit_command

ANSWERS = {"SITE_URL": "https://chat.example.org", "SECRET_KEY": "secret-1", "POSTGRES_PASSWORD": "secret-2"}
SERVICES = {"redis", "postgres", "migrate", "web1", "web2", "nginx"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of what compose reads, far from any .env of this checkout."""
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    return tmp_path


def compose(project: Path, **answers: str) -> subprocess.CompletedProcess[str]:
    """Run `docker-compose config` with these answers and nothing else in the environment."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(project)} | answers
    command = ["docker-compose", "--project-name", "chatsite", "config"]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=60)


@pytest.fixture
def services() -> dict[str, dict]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def test_with_three_answers_compose_has_no_more_questions(project):
    done = compose(project, **ANSWERS)
    assert done.returncode == 0, done.stderr
    assert set(yaml.safe_load(done.stdout)["services"]) == SERVICES


@pytest.mark.parametrize("missing", ANSWERS)
@pytest.mark.parametrize("answer", [None, ""])
def test_without_an_answer_nothing_starts_and_the_question_is_asked(project, missing, answer):
    answers = {name: value for name, value in ANSWERS.items() if name != missing}
    if answer is not None:
        answers[missing] = answer
    done = compose(project, **answers)
    assert done.returncode != 0
    assert f"set {missing} in .env" in done.stderr


def test_the_example_asks_the_same_questions_and_answers_none(project):
    shutil.copy(ROOT / ".env.example", project / ".env")
    assert "in .env" in compose(project).stderr
    assert set(re.findall(r"^([A-Z_]+)=$", (ROOT / ".env.example").read_text(), re.MULTILINE)) == set(ANSWERS)


def test_what_production_is_made_of(services):
    assert set(services) == SERVICES
    started_after = {name: service.get("depends_on", {}) for name, service in services.items()}
    assert started_after["web1"]["migrate"] == {"condition": "service_completed_successfully"}
    assert started_after["nginx"] == {name: {"condition": "service_healthy"} for name in ("web1", "web2")}
    assert all("healthcheck" in service for name, service in services.items() if name != "migrate")


def test_web_processes_are_started_as_systemd_and_the_tests_start_them(services):
    for number in (1, 2):
        assert services[f"web{number}"]["command"][1:] == unit_command(number, Path("/run/chatsite"))[1:]


def test_only_nginx_is_reached_from_outside_and_only_from_this_machine(services):
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]
    assert services["nginx"]["ports"] == ["${HOST:-127.0.0.1}:${PORT:-8000}:80"]
    assert list(services["redis"]["networks"]) == list(services["postgres"]["networks"]) == ["back"]


def test_images_are_pinned_to_a_release_line(services):
    for service in services.values():
        if "build" not in service:
            assert re.fullmatch(r"[a-z]+:\d+(\.\d+)?-bookworm", service["image"])


def test_web_processes_have_no_power_beyond_their_own(services):
    for name in ("migrate", "web1", "web2"):
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]


def test_the_image_holds_no_secret_and_does_not_run_as_root():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("FROM")] == ["FROM python:3.13-slim-bookworm"]
    assert "USER chatsite" in lines
    assert any("--require-hashes" in line for line in lines)
    assert not [line for line in lines if re.search(r"SECRET_KEY|PASSWORD|_URL=", line)]


def test_the_image_is_made_of_named_files_only():
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in ignored
    assert not {"!.env", "!.git", "!data", "!tests"} & set(ignored)
