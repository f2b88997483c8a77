"""Does a feed come in from an https address, and does nothing come from anywhere else?"""

import http.server
import ipaddress
import json
import ssl
import threading
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

import manage
from casework import directory
from casework.directory import fetching
from casework.errors import Refused
from db.models import now
from tests.casework.feeds import meetings_file


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A key and a certificate of 127.0.0.1's own."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem = serialization.Encoding.PEM
    path.write_bytes(key.private_bytes(pem, *plain) + made.public_bytes(pem))
    return path


@pytest.fixture
def site(certificate, tmp_path):
    """The address of a server of feeds, and the trust it needs."""
    feed = meetings_file(tmp_path, 12).read_bytes()

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            where = self.path.partition("?")[0]
            if where in {"/away", "/on"}:
                self.send_response(302)
                self.send_header("Location", "http://127.0.0.1/" if where == "/away" else "/feed")
                self.end_headers()
                return
            self.send_response(200 if where in {"/feed", "/short", "/page"} else 404)
            body = b"<html>Sign in</html>" if where == "/page" else feed
            self.send_header("Content-Length", str(len(body) + (where == "/short")))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(certificate)
    server.socket = own.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    trust = ssl.create_default_context(cafile=certificate)
    yield f"https://127.0.0.1:{server.server_address[1]}", trust
    server.shutdown()
    server.server_close()


def test_a_feed_is_fetched_and_gone_again(site):
    address, trust = site
    for path in ("/feed?switcher=GetSearchResults", "/on"):
        with directory.fetched(address + path, trust=trust) as file:
            assert len(json.loads(file.read_bytes())) == 12
        assert not file.exists()


@pytest.mark.parametrize(
    ("path", "words"),
    [("/none", "answered 404"), ("/away", "without https"), ("/short", "broke off")],
)
def test_what_is_not_the_whole_feed_is_refused(site, path, words):
    address, trust = site
    with pytest.raises(Refused, match=words), directory.fetched(address + path, trust=trust):
        pass


def test_a_stranger_without_a_good_certificate_is_not_believed(site):
    with pytest.raises(Refused, match="certificate"), directory.fetched(site[0] + "/feed"):
        pass


def test_more_than_a_directory_can_be_is_not_read_on(site, monkeypatch):
    monkeypatch.setattr(fetching, "LIMIT", 100)
    address, trust = site
    with pytest.raises(Refused, match="200 MB"), directory.fetched(address + "/feed", trust=trust):
        pass


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/feed", "https://", "https:///feed", "https://[x"]
)
def test_only_https_is_fetched(address):
    assert directory.is_address(address)
    with pytest.raises(Refused, match="Only https"), directory.fetched(address):
        pass


def test_the_command_takes_an_address(cast, site, capsys, monkeypatch):
    address, trust = site
    monkeypatch.setattr(fetching, "_opener", lambda _, made=fetching._opener: made(trust))
    assert manage.main(["import", "meeting_guide", f"{address}/feed?key=secret"]) == 0
    assert capsys.readouterr().out.startswith("12 records read: 12 new")
    assert manage.main(["import", "meeting_guide", f"{address}/page"]) == 1
    assert "web page" in capsys.readouterr().err
