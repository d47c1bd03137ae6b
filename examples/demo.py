"""make demo: drops the sample forms into this workspace's inbox, takes them, and says where everything lies."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "examples"
DANGAN = [sys.executable, "-m", "pipeline"]


def main() -> int:
    for branch in sorted(path for path in SAMPLES.iterdir() if path.is_dir()):
        shutil.copytree(branch, ROOT / "inbox" / branch.name, dirs_exist_ok=True)
        print(f"已把 examples/{branch.name} 的样表和照片放进 inbox/{branch.name}")
    done = subprocess.run([*DANGAN, "ingest", "-w", str(ROOT)], check=False)
    if done.returncode:
        return done.returncode
    packet = newest_packet()
    print()
    print(f"材料包：{packet}")
    print(f"总览页：{ROOT / 'outbox' / '总览.html'}")
    print(f"页面图：{picture(packet / '08 活动简报.docx')}")
    return 0


def newest_packet() -> Path:
    """The packet with the most documents: the activity whose forms have all come."""
    return max((ROOT / "outbox").glob("*/*/*"), key=lambda folder: len(list(folder.glob("*.docx"))))


def picture(document: Path) -> str:
    """The first page as PNG, or why there is none."""
    from pipeline.errors import ConverterError
    from pipeline.pdf.convert import convert
    from pipeline.pdf.soffice import find_soffice

    try:
        (made,) = convert([document], ROOT / ".dangan" / "demo", "png", soffice=find_soffice(), timeout_s=120)
    except ConverterError as error:
        return f"没有（{error.message}）"
    return str(made)


if __name__ == "__main__":
    sys.exit(main())
