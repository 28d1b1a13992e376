"""What docs/operation.md tells to put on a machine: files that the programs take, commands that exist."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from django.core.management import get_commands
from django.db import connection

from tests import pgplugin
from tests.faults.place import HOST, free_port
from tests.faults.test_worker_ends import database_url
from tests.test_setting_values import settings_of_the_readme
from tests.test_settings import ROOT, start

DEPLOY = ROOT / "docs" / "deploy"
OPERATION = (ROOT / "docs" / "operation.md").read_text()
BASES = (OPERATION, (ROOT / "README.md").read_text(), (DEPLOY / "motacilla").read_text())
TINY = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


def test_every_command_that_a_document_names_exists():
    called = re.compile(r"(?:manage\.py |`motacilla |^    motacilla |&& motacilla )([a-z_]+)", re.MULTILINE)
    named = {name for text in BASES for name in called.findall(text)}
    named -= {"as"}  # "manage.py as the shop's user"

    assert {"migrate", "set_up_shop", "shop_worker", "setup_stripe", "audit_money"} <= named
    assert named - set(get_commands()) == set()


def test_every_file_that_the_document_names_is_there():
    named = set(re.findall(r"docs/(deploy/[\w.@-]+\w)", OPERATION)) | set(
        re.findall(r"\]\((deploy/?[\w.@/-]*)\)", OPERATION)
    )

    assert {name for name in named if not (ROOT / "docs" / name).exists()} == set()
    assert {path.name for path in DEPLOY.glob("*.sh")} == {"backup.sh", "restart.sh"}
    assert all(os.access(path, os.X_OK) for path in (*DEPLOY.glob("*.sh"), DEPLOY / "motacilla"))


def test_environment_of_the_example_has_settings_of_the_readme_and_starts_once_filled_in():
    lines = [line for line in (DEPLOY / "env.example").read_text().splitlines() if "=" in line]
    env = dict(line.split("=", 1) for line in lines)
    filled = {"SECRET_KEY": "m4x-8sK2vQz7Lw0pYb3Nc6Rt9Uf1Hj5Gd-EaXiOoSrTqVyWkZBnM"}

    program = [sys.executable, "-c", "import config.settings.production"]
    assert set(env) - {"DJANGO_SETTINGS_MODULE"} <= settings_of_the_readme()
    taken = start(program, **{**env, **filled, "SHOP_VAR_DIR": os.environ["SHOP_VAR_DIR"]})
    assert (taken.returncode, taken.stderr) == (0, "")


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("motacilla-*")), ids=lambda path: path.name)
def test_systemd_takes_the_unit(path, tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze")
    unit = tmp_path / path.name
    # What it starts is not on this machine.
    unit.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", path.read_text(), flags=re.MULTILINE))
    shutil.copy(DEPLOY / "motacilla-backup.service", tmp_path) if path.suffix == ".timer" else None

    checked = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True)

    ours = [line for line in checked.stderr.splitlines() if "motacilla" in line]
    assert [line for line in ours if "not executable" not in line] == []


class Nginx:
    """nginx with the file of the document, on ports and folders of this test."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.plain_port, self.site_port = (
            folder,
            free_port(),
            free_port(),
            free_port(),
        )
        tls = folder / "tls"
        tls.mkdir()
        subprocess.run(
            [
                *"openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=shop".split(),
                *("-keyout", str(tls / "privkey.pem"), "-out", str(tls / "fullchain.pem")),
            ],
            check=True,
            capture_output=True,
        )
        text = (DEPLOY / "nginx.conf").read_text()
        for ours, here in (
            ("/srv/motacilla/var", f"{folder}/var"),
            ("/srv/motacilla/current", str(ROOT)),
            ("/etc/motacilla/tls", str(tls)),
            ("127.0.0.1:8001", f"{HOST}:{self.site_port}"),
            ("127.0.0.1:8002", f"{HOST}:{self.site_port}"),
        ):
            assert ours in text
            text = text.replace(ours, here)
        text = re.sub(r"listen \[::\].*;\n", "", text)
        text = re.sub(r"listen 443", f"listen {HOST}:{self.port}", text)
        text = re.sub(r"listen 80", f"listen {HOST}:{self.plain_port}", text)
        (folder / "site.conf").write_text(text)
        self.conf = folder / "nginx.conf"
        paths = "".join(
            f"{name}_temp_path {folder}/{name};\n"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        self.conf.write_text(
            f"pid {folder}/pid; error_log {folder}/error.log; daemon off;\n"
            f"events {{}}\nhttp {{ include /etc/nginx/mime.types; access_log off;\n{paths}"
            f"include {folder}/site.conf; }}\n"
        )
        self.command = ["nginx", "-c", str(self.conf), "-e", f"{folder}/error.log"]

    def get(self, path: str) -> requests.Response:
        session = requests.Session()
        session.mount("https://", _Named())
        return session.get(f"https://{HOST}:{self.port}{path}", verify=False, timeout=10)


class _Named(requests.adapters.HTTPAdapter):
    """Asks an address by the shop's name, as a browser would."""

    def init_poolmanager(self, *args: object, **kwargs: object) -> None:
        super().init_poolmanager(*args, **kwargs, server_hostname="shop.example.com")

    def add_headers(self, request: requests.PreparedRequest, **kwargs: object) -> None:
        request.headers["Host"] = "shop.example.com"


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


@pytest.fixture
def nginx(tmp_path) -> Iterator[Nginx]:
    if not shutil.which("nginx") or not shutil.which("openssl"):
        pytest.skip("needs nginx and openssl")
    nginx = Nginx(tmp_path)
    subprocess.run([*nginx.command, "-t"], check=True, capture_output=True)
    process = subprocess.Popen(nginx.command, stderr=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 20
    while not _listens(nginx.port):
        assert time.monotonic() < deadline, (tmp_path / "error.log").read_text()
        time.sleep(0.05)
    yield nginx
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(10)


@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
def test_nginx_shows_pictures_saves_the_rest_and_keeps_documents(nginx):
    for folder in (nginx.folder, nginx.folder / "var"):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
    for parent in nginx.folder.parents[:3]:
        parent.chmod(0o755) if parent.stat().st_uid == os.getuid() and parent != Path("/tmp") else None
    for name in ("images/a.gif", "images/a.svg", "images/a.html", "documents/contract.pdf", "other/x.gif"):
        path = nginx.folder / "var" / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(TINY)

    picture = nginx.get("/media/images/a.gif")
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/gif")
    assert "Content-Disposition" not in picture.headers
    for path in ("/media/images/a.svg", "/media/images/a.html"):
        other = nginx.get(path)
        assert other.headers["Content-Disposition"] == "attachment"
        assert other.headers["Content-Type"] == "application/octet-stream"
        assert other.headers["X-Content-Type-Options"] == "nosniff"
        assert other.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for path in (
        "/media/documents/contract.pdf",
        "/media/other/x.gif",
        "/media/images/../documents/contract.pdf",
        "/media/images/%2e%2e/documents/contract.pdf",
        "/media/images//../documents/contract.pdf",
        "/media/",
    ):
        assert nginx.get(path).status_code in (404, 400), path


@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
def test_nginx_says_when_to_come_again_while_no_instance_runs(nginx):
    answer = nginx.get("/shop/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


def test_nginx_sends_plain_visitors_to_tls(nginx):
    answer = requests.get(f"http://{HOST}:{nginx.plain_port}/shop/?a=1", allow_redirects=False, timeout=10)

    assert (answer.status_code, answer.headers["Location"]) == (301, "https://shop.example.com/shop/?a=1")


@pytest.mark.django_db(transaction=True)
def test_backup_is_whole_and_says_where_it_is(tmp_path):
    if connection.vendor != "postgresql" or not shutil.which("pg_dump"):
        pytest.skip("needs PostgreSQL's own programs")
    (tmp_path / "var" / "media" / "images").mkdir(parents=True)
    (tmp_path / "var" / "media" / "images" / "a.gif").write_bytes(TINY)
    tools = f"{pgplugin._find_binaries()}{os.pathsep}{os.environ['PATH']}"
    env = {"PATH": tools, "DATABASE_URL": database_url(), "SHOP_VAR_DIR": str(tmp_path / "var")}

    done = subprocess.run(
        [str(DEPLOY / "backup.sh"), str(tmp_path / "kept")], env=env, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    dump = Path(done.stdout.strip())
    listed = subprocess.run(["pg_restore", "--list", str(dump)], env=env, capture_output=True, text=True)
    assert "checkout_order " in listed.stdout
    assert sorted(path.suffix for path in dump.parent.iterdir()) == [".dump", ".gz"]
    assert oct(dump.stat().st_mode & 0o777) == "0o600"
