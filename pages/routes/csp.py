"""What may a browser load and run on our pages? Only what this server itself sends."""

import base64
import hashlib
import re
from importlib.util import find_spec
from pathlib import Path


def _index() -> str:
    """Streamlit's page as installed; found without importing Streamlit."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise RuntimeError("Streamlit is not installed.")
    return (Path(spec.origin).parent / "static" / "index.html").read_text()


INDEX = _index()
# The inline scripts of the installed page, by their hashes: no other inline script runs.
HASHES = " ".join(
    f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
    for script in re.findall(r"<script>(.*?)</script>", INDEX, re.DOTALL)
)
_font = re.search(r'href="\.(/static/media/SourceSansVF-Upright[^"]+)"', INDEX)
FONT = _font.group(1) if _font else ""

APP = (
    f"default-src 'self'; script-src 'self' blob: {HASHES}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; "
    "object-src 'none'"
)
# Our own plain pages run no script at all.
PLAIN = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
HEADERS = {
    "Content-Security-Policy": APP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
