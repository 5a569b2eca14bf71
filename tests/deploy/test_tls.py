"""TLS as docs/operations.md describes it: a listen word, and deploy/nginx/tls.conf in chatsite.d."""

import datetime
import ssl

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.servers.process import ROOT
from tests.servers.waiting import free_port

pytestmark = pytest.mark.servers


def test_nginx_speaks_tls_and_says_so_to_the_web_processes(make_front):
    front = make_front()
    front.nginx.stop()
    make_certificate(front.folder)
    plain_port = switch_on_tls(front)
    front.nginx.start()

    trusting = ssl.create_default_context(cafile=str(front.folder / "fullchain.pem"))
    address = front.nginx.url.replace("http:", "https:").replace("127.0.0.1", "localhost")
    assert httpx.get(address, verify=trusting).json()["x-forwarded-proto"] == "https"
    sent_on = httpx.get(f"http://localhost:{plain_port}/rooms/", follow_redirects=False)
    assert (sent_on.status_code, sent_on.headers["Location"]) == (301, "https://localhost/rooms/")


def switch_on_tls(front) -> int:
    """Do what the documentation says, with free ports; return the port for plain HTTP."""
    port = free_port()
    front.nginx.variables["NGINX_LISTEN"] += " ssl"
    text = (ROOT / "deploy" / "nginx" / "tls.conf").read_text()
    text = text.replace("/etc/nginx/tls", str(front.folder)).replace("listen 80;", f"listen 127.0.0.1:{port};")
    (front.nginx.configuration / "chatsite.d" / "tls.conf").write_text(text)
    return port


def make_certificate(folder) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    certificate = builder.sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))
    plain = serialization.NoEncryption()
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
