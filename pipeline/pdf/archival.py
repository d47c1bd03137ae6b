"""What makes a PDF fit for the archive (PDF/A-2b, ISO 19005-2) beside embedded fonts: defined colours, a name."""

from __future__ import annotations

import hashlib
import io
from typing import Any, Final
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, DecodedStreamObject, NameObject

from pipeline.pdf.paper import added

_NOBODY: Final = bytes(16)
_INTENTS: Final = NameObject("/OutputIntents")
_MADE_ON: Final = slice(24, 36)
"""Where a colour profile has the time at which it was made (ICC.1, 7.2.8): the converter writes its own clock."""
_SOME_DAY: Final = bytes.fromhex("07d0 0001 0001 0000 0000 0000")
_CLAIM: Final = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
_METADATA: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{claim}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def archival(writer: PdfWriter, printed: PdfReader, title: str, *, claims: bool) -> bytes:
    """`printed` is one that the converter made: its colour profile is taken over.

    It `claims` to be PDF/A; not where it holds pages of one that does not (`claims_archival`). No dates are written,
    and its identity is the digest of all else: equal pages give equal bytes.
    """
    root = writer.root_object
    if _INTENTS in printed.root_object:
        root[_INTENTS] = printed.root_object[_INTENTS].clone(writer)
        _undate_profiles(root[_INTENTS])
    described = DecodedStreamObject()
    described.set_data(_METADATA.format(title=escape(title), claim=_CLAIM if claims else "").encode())
    described[NameObject("/Type")] = NameObject("/Metadata")
    described[NameObject("/Subtype")] = NameObject("/XML")
    root[NameObject("/Metadata")] = added(writer, described)
    writer.metadata = {"/Title": title}
    writer.pdf_header = "%PDF-1.7"
    # pypdf itself only draws random ones.
    writer._ID = ArrayObject([ByteStringObject(_NOBODY)] * 2)
    target = io.BytesIO()
    writer.write(target)
    return _identified(target.getvalue())


def claims_archival(pdf: PdfReader) -> bool:
    """Whether it says that it is PDF/A."""
    metadata = pdf.root_object.get("/Metadata")
    return metadata is not None and b"pdfaid:part" in metadata.get_object().get_data()


def _identified(content: bytes) -> bytes:
    """Both identities stand at the very end; they are as long as those that they take the place of."""
    nobody, identity = _NOBODY.hex().encode(), hashlib.sha256(content).hexdigest()[: 2 * len(_NOBODY)].encode()
    before, _, after = content.rpartition(nobody)
    first, _, between = before.rpartition(nobody)
    return first + identity + between + identity + after


def _undate_profiles(intents: Any) -> None:
    for intent in intents.get_object():
        profile = intent.get_object().get("/DestOutputProfile")
        if profile is not None:
            stream = profile.get_object()
            data = bytearray(stream.get_data())
            data[_MADE_ON] = _SOME_DAY
            stream.set_data(bytes(data))
