"""Reads exported pairs with the trainers' own code, and the configurations of the training guide with their own schemas.

Given FOLDER (trl/, axolotl/ and llama-factory/ with pairs.jsonl, expected.json, axolotl.yaml and llama-factory.yaml), prints
a line for each trainer and ends with status 1 where one reads something else than was written.
"""

import json
import os
import pathlib
import sys

os.environ.setdefault("DISABLE_VERSION_CHECK", "1")
os.environ.setdefault("HF_DATASETS_OFFLINE", "1")

import yaml
from datasets import load_dataset
from tokenizers import Tokenizer, models
from transformers import PreTrainedTokenizerFast

folder = pathlib.Path(sys.argv[1])
expected = json.loads((folder / "expected.json").read_text())
TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
tokenizer = PreTrainedTokenizerFast(tokenizer_object=Tokenizer(models.WordLevel({"<unk>": 0}, unk_token="<unk>")))
tokenizer.chat_template = TEMPLATE


def rows_of(name):
    data = load_dataset("json", data_files=str(folder / name / "pairs.jsonl"), split="train", cache_dir=str(folder / "cache"))
    return [dict(row) for row in data]


def asked(prompt):
    return f"<|im_start|>user\n{prompt}<|im_end|>\n<|im_start|>assistant\n"


def trl():
    from trl.data_utils import is_conversational, maybe_apply_chat_template

    read = []
    for row in rows_of("trl"):
        assert is_conversational(row)
        read.append(maybe_apply_chat_template({key: row[key] for key in ("prompt", "chosen", "rejected")}, tokenizer))
    return read, [
        {"prompt": asked(p["prompt"]), "chosen": f"{p['chosen']}<|im_end|>\n", "rejected": f"{p['rejected']}<|im_end|>\n"}
        for p in expected
    ]


def axolotl():
    from axolotl.prompt_strategies.dpo.chat_template import default
    from axolotl.utils.dict import DictDefault
    from axolotl.utils.schemas.config import AxolotlInputConfig

    config = yaml.safe_load((folder / "axolotl.yaml").read_text())
    AxolotlInputConfig(**config)
    transform, _ = default(DictDefault({**config, "chat_template": "tokenizer_default"}))
    return [transform(row, tokenizer=tokenizer) for row in rows_of("axolotl")], [
        {"prompt": asked(p["prompt"]), "chosen": f"{p['chosen']}<|im_end|>", "rejected": f"{p['rejected']}<|im_end|>"}
        for p in expected
    ]


def llama_factory():
    from llamafactory.data.converter import get_dataset_converter
    from llamafactory.data.parser import get_dataset_list
    from llamafactory.data.template import TEMPLATES
    from llamafactory.hparams.parser import _parse_train_args

    config = yaml.safe_load((folder / "llama-factory.yaml").read_text())
    _, data_arguments, *_ = _parse_train_args({**config, "dataset_dir": str(folder / "llama-factory")})
    assert config["template"] in TEMPLATES, f"no template {config['template']}"
    (attributes,) = get_dataset_list(data_arguments.dataset, data_arguments.dataset_dir)
    assert (folder / "llama-factory" / attributes.dataset_name).is_file() and attributes.ranking
    convert = get_dataset_converter(attributes.formatting, attributes, data_arguments)
    read = []
    for row in rows_of("llama-factory"):
        converted = convert(row)
        (question,) = converted["_prompt"]
        chosen, rejected = converted["_response"]
        read.append({"prompt": question["content"], "chosen": chosen["content"], "rejected": rejected["content"]})
    return read, expected


failed = False
for trainer in (trl, axolotl, llama_factory):
    read, wanted = trainer()
    read = [{key: row[key] for key in ("prompt", "chosen", "rejected")} for row in read]
    print(f"{'equal' if read == wanted else 'DIFFERENT'}  {trainer.__name__}, {len(read)} pairs")
    failed = failed or read != wanted
sys.exit(1 if failed else 0)
