"""Asks a Nacre through the `openai` package: address of its API and a question come as arguments, one JSON value is printed."""

import json
import sys

import openai

address, question = sys.argv[1:]
client = openai.OpenAI(base_url=address, api_key="none", max_retries=0)
messages = [{"role": "user", "content": question}]


def part(delta, name):
    return getattr(delta, name, None) or ""


whole = client.chat.completions.create(model="nacre", messages=messages).choices[0].message
content = reasoning = ""
tokens = 0
for chunk in client.chat.completions.create(
    model="nacre", messages=messages, stream=True, stream_options={"include_usage": True}
):
    tokens += chunk.usage.total_tokens if chunk.usage else 0
    for choice in chunk.choices:
        content += part(choice.delta, "content")
        reasoning += part(choice.delta, "reasoning_content")
vectors = client.embeddings.create(model="words", input=["nacre", "spider silk"]).data

try:
    client.chat.completions.create(model="gpt", messages=messages)
    refusal = None
except openai.NotFoundError as error:
    refusal = {"status": error.status_code, "code": error.code, "message": error.message}

print(
    json.dumps(
        {
            "models": [model.id for model in client.models.list()],
            "content": whole.content,
            "reasoning": whole.reasoning_content,
            "streamed": {"content": content, "reasoning": reasoning, "tokens": tokens},
            "lengths": [sum(x * x for x in vector.embedding) ** 0.5 for vector in vectors],
            "refusal": refusal,
        }
    )
)
