"""The process that opens a picture has bounds, and whatever becomes of it is an answer."""

import ast
import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from chat import limits, pictures
from chat.errors import Invalid, NoSpace
from chat.files import Examined, opening
from tests.files.making import quarters, saved

Upload = Callable[..., Examined]
# How a child process begins: it is given its task as the last argument.
RESTRICTED = (
    f"import json, sys; sys.path.insert(0, {str(opening.ROOT)!r});"
    "from chat.pictures.bounds import Bounds, restrict;"
    "restrict(Bounds(**json.loads(sys.argv[-1])['bounds']))"
)


def refusal(upload: Upload, data: bytes) -> str:
    """Return the sentence with which these bytes are refused."""
    with pytest.raises(Invalid) as refused:
        upload(data)
    return str(refused.value.fields["file"])


@pytest.fixture
def impostor(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that lets this program be the child process."""

    def becomes(program: str) -> None:
        monkeypatch.setattr(opening, "COMMAND", [sys.executable, "-I", "-c", program])

    return becomes


def test_what_needs_too_much_memory_is_refused(upload: Upload, monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(quarters((5_000, 5_000)), "PNG")
    monkeypatch.setattr(limits, "PICTURE_MEMORY_BYTES", 96 * 1024 * 1024)
    assert refusal(upload, data) == opening.LARGE
    assert upload(saved(quarters(), "PNG")).kind == "picture"


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF"])
def test_too_little_memory_is_never_a_fault(kind: str, upload: Upload, monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(quarters((2_500, 2_500)), kind, **({"speed": 10} if kind == "AVIF" else {}))
    monkeypatch.setattr(limits, "PICTURE_MEMORY_BYTES", 64 * 1024 * 1024)
    assert refusal(upload, data) in {opening.LARGE, opening.UNREADABLE}


def test_who_works_too_long_is_refused(
    upload: Upload, impostor: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    impostor(RESTRICTED + "\nwhile True: pass")
    monkeypatch.setattr(limits, "PICTURE_CPU_SECONDS", 1)
    assert refusal(upload, saved(quarters(), "PNG")) == opening.SLOW


def test_a_jpeg_of_endless_passes_is_refused(upload: Upload, monkeypatch: pytest.MonkeyPatch) -> None:
    jpeg = saved(Image.new("L", (3_000, 3_000)), "JPEG", progressive=True)
    last = jpeg.rindex(b"\xff\xda")
    monkeypatch.setattr(limits, "PICTURE_CPU_SECONDS", 1)
    assert refusal(upload, jpeg[:last] + jpeg[last:-2] * 500 + jpeg[-2:]) == opening.SLOW


def test_who_hangs_is_killed(upload: Upload, impostor: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    impostor("import time; time.sleep(60)")
    monkeypatch.setattr(limits, "PICTURE_SECONDS", 0.3)
    began = time.monotonic()
    assert refusal(upload, saved(quarters(), "PNG")) == opening.SLOW
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "raise SystemExit(1)",
        "1 / 0",
        "",
        "print('{')",
        "print('[]')",
        "print('{}')",
        'print(\'{"refused": "whatever"}\')',
        "print('x' * 10_000_000)",
    ],
)
def test_who_dies_or_raves_is_refused(program: str, upload: Upload, impostor: Callable[[str], None]) -> None:
    impostor(program)
    assert refusal(upload, saved(quarters(), "PNG")) == opening.UNREADABLE


def test_a_death_is_logged(upload: Upload, impostor: Callable[[str], None], caplog: pytest.LogCaptureFixture) -> None:
    impostor("raise RuntimeError('out of order')")
    refusal(upload, saved(quarters(), "PNG"))
    assert "out of order" in caplog.text


def test_what_is_merely_broken_is_not_logged(upload: Upload, caplog: pytest.LogCaptureFixture) -> None:
    refusal(upload, saved(quarters(), "PNG")[:60])
    assert caplog.text == ""


def test_a_full_disk_is_no_fault_of_the_picture(upload: Upload, impostor: Callable[[str], None]) -> None:
    impostor('print(\'{"refused": "full"}\')')
    with pytest.raises(NoSpace):
        upload(saved(quarters(), "PNG"))


def test_what_would_be_written_too_large_is_refused(upload: Upload, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PICTURE_FILE_BYTES", 5_000)
    assert refusal(upload, saved(Image.effect_noise((300, 300), 90), "JPEG")) == opening.LARGE


def test_the_child_has_what_it_needs_and_no_more(
    upload: Upload, impostor: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SECRET_KEY", "a secret")
    told = tmp_path / "told"
    impostor(
        f"{RESTRICTED}; import os, resource;"
        "limits = [resource.getrlimit(getattr(resource, 'RLIMIT_' + name))[0] for name in ('AS', 'CPU', 'CORE')];"
        "seen = [dict(os.environ), os.nice(0), sys.stdin.read(), os.getsid(0) == os.getpid(), limits];"
        f"open({str(told)!r}, 'w').write(json.dumps(seen))"
    )
    refusal(upload, saved(quarters(), "PNG"))
    environment, nice, stdin, own_session, bounds = json.loads(told.read_text())
    assert "a secret" not in environment.values()
    assert set(environment) <= {*opening.ENVIRONMENT, "LC_CTYPE"}
    assert (nice >= 10, stdin, own_session) == (True, "", True)
    assert bounds == [limits.PICTURE_MEMORY_BYTES, limits.PICTURE_CPU_SECONDS, 0]


def test_so_many_at_once_and_no_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    at_work, most = 0, 0
    lock = threading.Lock()

    def run(*_: object) -> int:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        time.sleep(0.05)
        with lock:
            at_work -= 1
        return 1

    def ask() -> None:
        with pytest.raises(Invalid):
            opening.open_picture("picture", tmp_path, tmp_path, "PNG", [])

    monkeypatch.setattr(opening, "_run", run)
    asking = [threading.Thread(target=ask) for _ in range(8)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert most == limits.PICTURES_AT_ONCE


def test_the_child_knows_pillow_and_the_standard_library_alone() -> None:
    found = set()
    for path in Path(pictures.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(str(node.module))
    others = {name for name in found if name.split(".")[0] not in {*sys.stdlib_module_names, "PIL"}}
    assert others
    assert {name for name in others if not name.startswith("chat.pictures.")} == set()
