"""A letter as a Word file: real paragraphs and styles, the paper of the region, the same bytes every time.

Written by hand because the libraries for it need compiled code that the page cannot load; the format asks for five
small files. ECMA-376, parts 1 and 2.
"""

from __future__ import annotations

import io
import re
import zipfile
from html import escape

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
MARGIN = 1440  # twentieths of a point: one inch
PAPER = {"A4": (11906, 16838), "Letter": (12240, 15840)}  # width and height in twentieths of a point
NAMESPACE = "http://schemas.openxmlformats.org"
MAIN = f'xmlns:w="{NAMESPACE}/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    f'{HEAD}<Types xmlns="{NAMESPACE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/></Types>'
)
STYLES = (
    f'{HEAD}<w:styles {MAIN}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>'
    '<w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="200" w:line="276" w:lineRule="auto"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Subject"><w:name w:val="Subject"/><w:basedOn w:val="Normal"/>'
    "<w:rPr><w:b/></w:rPr></w:style></w:styles>"
)

_NOT_XML = re.compile("[^\t\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def word_file(subject: str, text: str, paper: str = "A4", language: str = "en-GB") -> bytes:
    """The bytes of a .docx: the subject in bold where there is one, then a paragraph for each block of the text."""
    blocks = [_paragraph(subject, "Subject", language)] if subject else []
    blocks += [_paragraph(block, "Normal", language) for block in text.split("\n\n") if block.strip()]
    wide, high = PAPER.get(paper, PAPER["A4"])
    edges = " ".join(f'w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    page = f'<w:sectPr><w:pgSz w:w="{wide}" w:h="{high}"/><w:pgMar {edges}/></w:sectPr>'
    document = f"{HEAD}<w:document {MAIN}><w:body>{''.join(blocks)}{page}</w:body></w:document>"
    return _packed(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": _relations("officeDocument", "word/document.xml"),
            "word/document.xml": document,
            "word/_rels/document.xml.rels": _relations("styles", "styles.xml"),
            "word/styles.xml": STYLES,
        }
    )


def _relations(kind: str, target: str) -> str:
    link = f'<Relationship Id="r1" Type="{NAMESPACE}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    return f'{HEAD}<Relationships xmlns="{NAMESPACE}/package/2006/relationships">{link}</Relationships>'


def _paragraph(block: str, style: str, language: str) -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(_allowed(line))}</w:t>' for line in block.split("\n"))
    about = f'<w:rPr><w:lang w:val="{language}"/></w:rPr>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{about}{lines}</w:r></w:p>'


def _allowed(line: str) -> str:
    """Without the characters that XML cannot hold, typed or pasted."""
    return _NOT_XML.sub("", line)


def _packed(members: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED_TIME), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return target.getvalue()
