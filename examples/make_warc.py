"""
Build glass-fish/glass-fish.warc.gz from the saved pages beside it: python examples/make_warc.py

One request and one response record for each page, and one revisit of the first page a day later. Dates and record
ids follow from the pages, so that the same pages give the same records.
"""

import re
import uuid
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FOLDER = Path(__file__).parent / "glass-fish"
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
HTTP = [("Content-Type", "text/html; charset=utf-8"), ("Server", "nginx")]


def record_headers(url: str, date: str, kind: str) -> dict[str, str]:
    """The headers that warcio would otherwise fill from the clock and from chance."""
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {url} {date}")
    return {"WARC-Date": date, "WARC-Record-ID": f"<urn:uuid:{name}>"}


def write_page(writer: WARCWriter, html: bytes, date: str) -> tuple[str, str]:
    """Write the request and the response of one page; return its URL and the digest of its payload."""
    found = CANONICAL.search(html.decode("utf-8"))
    if found is None:
        raise SystemExit("A page has no canonical link, so its URL is not known. Nothing was written.")
    url = found.group(1)
    host, _, path = url.removeprefix("https://").partition("/")
    asked = StatusAndHeaders(f"GET /{path} HTTP/1.1", [("Host", host), ("Accept", "text/html")], is_http_request=True)
    answered = StatusAndHeaders("200 OK", HTTP, protocol="HTTP/1.1")
    response = writer.create_warc_record(
        url,
        "response",
        BytesIO(html),
        len(html),
        http_headers=answered,
        warc_headers_dict=record_headers(url, date, "response"),
    )
    writer.write_record(response)
    request = writer.create_warc_record(
        url, "request", http_headers=asked, warc_headers_dict=record_headers(url, date, "request")
    )
    writer.write_record(request)
    return url, response.rec_headers.get_header("WARC-Payload-Digest")


def build(pages: Path) -> bytes:
    """The whole archive, gzipped record by record, of the pages in a folder."""
    target = BytesIO()
    writer = WARCWriter(target, gzip=True)
    seen = []
    for number, path in enumerate(sorted(pages.glob("*.html"))):
        seen.append(write_page(writer, path.read_bytes(), f"2025-06-20T08:{number:02}:00Z"))
    url, digest = seen[0]
    again = StatusAndHeaders("200 OK", HTTP, protocol="HTTP/1.1")
    writer.write_record(
        writer.create_revisit_record(
            url,
            digest,
            url,
            "2025-06-20T08:00:00Z",
            http_headers=again,
            warc_headers_dict=record_headers(url, "2025-06-21T08:00:00Z", "revisit"),
        )
    )
    return target.getvalue()


if __name__ == "__main__":
    (FOLDER / "glass-fish.warc.gz").write_bytes(build(FOLDER / "pages"))
