"""Does a feed come in from an https address, and does nothing come from anywhere else?"""

import http.server
import ipaddress
import json
import socket
import ssl
import threading
import time
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlmodel import select

import manage
from casework import directory
from casework.directory import fetching
from casework.directory.reaching import OUTSIDE, Reach, is_public
from casework.errors import NotAllowed, Refused
from db.models import Source, now
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


PAGES = {"total_pages": 3, "page_number": 1, "size": 2, "contents": []}


def answer(path, feed):
    """(status, headers, body) of the site: what stands at a path and query."""
    where, query = urlsplit(path).path, parse_qs(urlsplit(path).query)
    page = int(query.get("page", ["1"])[0])
    if where.startswith("/to"):
        return 302, {"Location": query["where"][0]}, b""
    if where == "/loop":
        return 302, {"Location": "/loop"}, b""
    if where == "/services":
        held = [{"id": f"{page}-{n}", "name": f"Place {page}-{n}"} for n in range(2)]
        return 200, {}, json.dumps(PAGES | {"page_number": page, "contents": held}).encode()
    if where == "/stuck":
        return 200, {}, json.dumps(PAGES | {"contents": [{"id": "a"}]}).encode()
    if where == "/exportsAsJson":
        held = {
            "page": page,
            "totalPages": 2,
            "recordCount": 4,
            "rows": [{"name1": f"P{page}"}] * 2,
        }
        return 200, {}, json.dumps(held).encode()
    if where == "/client_interface/json/":
        return 200, {}, json.dumps([query["switcher"][0], sorted(query)]).encode()
    if where == "/page":
        return 200, {}, b"<html>Sign in</html>"
    return (200, {}, feed) if where in {"/feed", "/short", "/slow"} else (404, {}, b"")


@pytest.fixture
def site(certificate, tmp_path):
    """The address of a server of feeds on this machine, and a reach that may go there."""
    feed = meetings_file(tmp_path, 12).read_bytes()

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            status, headers, body = answer(self.path, feed)
            self.send_response(status)
            for name, text in headers.items():
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(body) + (self.path == "/short")))
            self.end_headers()
            for byte in body if self.path == "/slow" else [body]:
                try:
                    self.wfile.write(bytes([byte]) if self.path == "/slow" else byte)
                except OSError:
                    return
                time.sleep(0.05 if self.path == "/slow" else 0)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(certificate)
    server.socket = own.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    here = Reach(allowed=lambda _: True, trust=ssl.create_default_context(cafile=certificate))
    yield f"https://127.0.0.1:{server.server_address[1]}", here
    server.shutdown()
    server.server_close()


def refused(address, words, reach=None, format="meeting_guide"):
    with (
        pytest.raises(Refused, match=words) as said,
        directory.fetched(address, format, reach=reach),
    ):
        pass
    assert str(said.value).endswith(".")
    assert "secret" not in str(said.value)


def test_a_feed_is_fetched_and_gone_again(site):
    address, reach = site
    for path in ("/feed?switcher=GetSearchResults", "/to?where=/feed", f"/to?where={address}/feed"):
        with directory.fetched(address + path, "meeting_guide", reach=reach) as file:
            assert len(json.loads(file.read_bytes())) == 12
        assert not file.exists()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/none?key=secret", "answered 404"),
        ("/to?where=http://127.0.0.1/feed", "Only https"),
        ("/to?where=https://a:secret@127.0.0.1/feed", "name or password"),
        ("/to?where=ftp://example.org/feed", "Only https"),
        ("/short", "broke off"),
        ("/loop", "leads on more than 5 times"),
    ],
)
def test_what_is_not_the_whole_feed_is_refused(site, path, words):
    refused(site[0] + path, words, site[1])


def test_a_stranger_without_a_good_certificate_is_not_believed(site):
    refused(site[0] + "/feed", "certificate", replace(site[1], trust=None))


def test_more_than_a_directory_can_be_is_not_read_on(site):
    refused(site[0] + "/feed", "200 MB", replace(site[1], most=100))


def test_an_answer_that_drips_is_left_after_the_time_of_the_whole(site):
    refused(site[0] + "/slow", "took longer than", replace(site[1], altogether=0.5))


def test_one_that_says_nothing_is_not_waited_for(site):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"https://127.0.0.1:{silent.getsockname()[1]}/feed"
        refused(address, "does not answer", replace(site[1], seconds=0.2))
        refused(address, "does not answer|took longer", replace(site[1], altogether=0.2))


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/feed",
        "https://",
        "https:///feed",
        "https://[x",
        "https://a:99999/",
        "ftp://a/b",
    ],
)
def test_only_https_is_fetched(address):
    refused(address, "Only https")


def test_a_name_or_password_in_the_address_is_refused():
    for each in (
        "https://ann:secret@example.org/feed",
        "https://secret@example.org/",
        "https://:@x.org/",
    ):
        refused(each, "name or password")


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1"),
        *("0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
        *(
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "::ffff:10.0.0.1",
        ),
        *("::ffff:127.0.0.1", "2002:a00:1::1", "64:ff9b::a00:1", "::10.0.0.1", "::7f00:1"),
    ],
)
def test_no_request_goes_to_an_address_that_is_not_public(host, monkeypatch):
    assert not is_public(ipaddress.ip_address(host))
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("it was connected to"))
    written = f"[{host}]" if ":" in host else host
    refused(f"https://{written}/feed?key=secret", "private network")


@pytest.mark.parametrize(
    "host", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_the_open_internet_is_reached(host):
    assert is_public(ipaddress.ip_address(host))


@pytest.mark.parametrize("host", ["2130706433", "127.1", "0x7f.0.0.1", "localhost"])
def test_other_writings_of_this_machine_are_no_way_in(host):
    refused(f"https://{host}/feed", "private network|There is no")


def test_a_name_with_one_private_address_is_refused_and_looked_up_once(site, monkeypatch):
    asked = []

    def names(host, port, **_):
        asked.append(host)
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", port)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", port)),
        ]

    monkeypatch.setattr("casework.directory.reaching.getaddrinfo", names)
    refused("https://feeds.example/feed", "feeds.example leads into a private network")
    assert asked == ["feeds.example"]


def test_the_address_that_was_checked_is_the_one_connected_to(site, monkeypatch):
    """A name that answers another address the second time is connected to at the first."""
    address, reach = site
    port, asked = urlsplit(address).port, []

    def names(host, at, **_):
        asked.append(host)
        place = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, at))]

    monkeypatch.setattr("casework.directory.reaching.getaddrinfo", names)
    met = []
    seen = replace(reach, allowed=lambda each: met.append(str(each)) is None)
    # The certificate is 127.0.0.1's own: another name reaches the place and is not believed.
    refused(f"https://feeds.example:{port}/feed", "certificate", seen)
    assert (asked, met) == (["feeds.example"], ["127.0.0.1"])


def test_a_redirect_into_a_private_network_is_refused(site):
    address, reach = site
    first = ipaddress.ip_address("127.0.0.1")
    only_here = replace(reach, allowed=lambda each: each == first)
    for where in ("https://10.0.0.1/feed", "https://[::1]/feed", "https://169.254.169.254/latest"):
        refused(f"{address}/to?where={where}", "private network", only_here)


def test_all_pages_of_an_hsds_answer_come_as_one(site):
    address, reach = site
    with directory.fetched(f"{address}/services?full=true", "hsds", reach=reach) as file:
        found = json.loads(file.read_bytes())
    assert [each["id"] for each in found["contents"]] == ["1-0", "1-1", "2-0", "2-1", "3-0", "3-1"]
    assert (found["total_pages"], found["page_number"]) == (1, 1)
    with directory.fetched(f"{address}/services?page=2", "hsds", reach=reach) as file:
        assert len(json.loads(file.read_bytes())["contents"]) == 6
    refused(f"{address}/stuck", "did not give its page 2", reach, "hsds")


def test_all_pages_of_findtreatment_come_as_one(site):
    with directory.fetched(f"{site[0]}/exportsAsJson", "findtreatment", reach=site[1]) as file:
        assert [row["name1"] for row in json.loads(file.read_bytes())["rows"]] == [
            "P1",
            "P1",
            "P2",
            "P2",
        ]


def test_more_pages_than_a_directory_has_are_refused(site, monkeypatch):
    monkeypatch.setattr(fetching, "PAGES", 2)
    refused(f"{site[0]}/services", "says it has 3 pages", site[1], "hsds")


def test_a_bmlt_search_brings_its_formats_and_service_bodies(site):
    search = f"{site[0]}/client_interface/json/?switcher=GetSearchResults&services=3"
    with directory.fetched(search, "bmlt", reach=site[1]) as folder:
        found = {each.name: json.loads(each.read_bytes()) for each in folder.iterdir()}
    assert found == {
        "GetSearchResults.json": ["GetSearchResults", ["services", "switcher"]],
        "GetFormats.json": ["GetFormats", ["switcher"]],
        "GetServiceBodies.json": ["GetServiceBodies", ["switcher"]],
    }


def test_what_comes_as_a_file_is_not_fetched():
    for format in ("icarol", "table"):
        refused("https://example.org/list.csv", "comes as a file", format=format)


def test_the_command_takes_an_address_and_keeps_it_with_the_source(
    cast, at, site, capsys, monkeypatch
):
    address, reach = site
    monkeypatch.setattr(fetching, "OUTSIDE", reach)
    assert manage.main(["import", "meeting_guide", f"{address}/feed?key=secret"]) == 0
    assert capsys.readouterr().out.startswith("12 records read: 12 new")
    source = at(cast.edda).session.exec(select(Source).where(Source.name == "127.0.0.1")).one()
    assert source.address == f"{address}/feed?key=secret"
    assert manage.main(["import", "meeting_guide", f"{address}/page"]) == 1
    assert "web page" in capsys.readouterr().err


def test_the_command_goes_to_no_private_address(cast, site, capsys):
    assert manage.main(["import", "meeting_guide", f"{site[0]}/feed"]) == 1
    assert "private network" in capsys.readouterr().err
    assert OUTSIDE.allowed is is_public


def test_a_new_address_is_an_administrators_and_fetched_again_by_an_editor(cast, at, site):
    address, reach = site[0] + "/feed", site[1]

    def fetch(actor):
        return directory.fetch(at(actor), address=address, format="meeting_guide", reach=reach)

    for actor in (cast.cleo, cast.mona, cast.edda):
        with pytest.raises(NotAllowed):
            fetch(actor)
    path = directory.upload_path(at(cast.adam), fetch(cast.adam))
    said = {"source": "dayton aa", "address": address}
    for dry in (True, False):
        with pytest.raises(NotAllowed):
            directory.take_in(
                at(cast.edda), format="meeting_guide", path=path, feed=said, dry_run=dry
            )
    directory.take_in(at(cast.adam), format="meeting_guide", path=path, feed=said)
    again = directory.upload_path(at(cast.edda), fetch(cast.edda))
    assert directory.take_in(
        at(cast.edda), format="meeting_guide", path=again, feed=said
    ).unchanged == len(json.loads(path.read_bytes()))
    (line,) = [each for each in directory.sources(at(cast.edda)) if each.name == "dayton aa"]
    assert line.address == address
    assert directory.host_of(address) == "127.0.0.1"
