"""What makes a PDF fit for the archive (PDF/A-2b, ISO 19005-2) beside embedded fonts: defined colours, a name."""

from __future__ import annotations

from typing import Any, Final
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, DecodedStreamObject, NameObject

from pipeline.pdf.paper import added

_INTENTS: Final = NameObject("/OutputIntents")
_MADE_ON: Final = slice(24, 36)
"""Where a colour profile has the time at which it was made (ICC.1, 7.2.8): the converter writes its own clock."""
_SOME_DAY: Final = bytes.fromhex("07d0 0001 0001 0000 0000 0000")
_METADATA: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def make_archival(writer: PdfWriter, printed: PdfReader, title: str, identity: bytes) -> None:
    """`printed` is one that the converter made: its colour profile is taken over.

    No dates are written; `identity` is the digest of what the PDF was made from, 16 bytes or more.
    """
    root = writer.root_object
    if _INTENTS in printed.root_object:
        root[_INTENTS] = printed.root_object[_INTENTS].clone(writer)
        _undate_profiles(root[_INTENTS])
    described = DecodedStreamObject()
    described.set_data(_METADATA.format(title=escape(title)).encode())
    described[NameObject("/Type")] = NameObject("/Metadata")
    described[NameObject("/Subtype")] = NameObject("/XML")
    root[NameObject("/Metadata")] = added(writer, described)
    writer.metadata = {"/Title": title}
    # pypdf itself only draws random ones.
    writer._ID = ArrayObject([ByteStringObject(identity[:16])] * 2)


def _undate_profiles(intents: Any) -> None:
    for intent in intents.get_object():
        profile = intent.get_object().get("/DestOutputProfile")
        if profile is not None:
            stream = profile.get_object()
            data = bytearray(stream.get_data())
            data[_MADE_ON] = _SOME_DAY
            stream.set_data(bytes(data))
