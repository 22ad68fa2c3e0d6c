"""OpenAI's client, as far as a snippet needs it: the signature of 3.54.0, and an honest request."""

import json
import urllib.request
from types import SimpleNamespace


class OpenAI:
    def __init__(self, *, base_url, api_key):
        def create(
            *, messages, model, audio=None, frequency_penalty=None, function_call=None,
            functions=None, logit_bias=None, logprobs=None, max_completion_tokens=None,
            max_tokens=None, metadata=None, modalities=None, moderation=None, n=None,
            parallel_tool_calls=None, prediction=None, presence_penalty=None,
            prompt_cache_key=None, prompt_cache_options=None, prompt_cache_retention=None,
            reasoning_effort=None, response_format=None, safety_identifier=None, seed=None,
            service_tier=None, stop=None, store=None, stream=None, stream_options=None,
            temperature=None, tool_choice=None, tools=None, top_logprobs=None, top_p=None,
            user=None, verbosity=None, web_search_options=None, extra_headers=None,
            extra_query=None, extra_body=None, timeout=None,
        ):
            answer = post("/chat/completions", dict(locals()))
            return read_events(answer) if stream else read(answer)

        def create_response(
            *, background=None, context_management=None, conversation=None, include=None,
            input=None, instructions=None, max_output_tokens=None, max_tool_calls=None,
            metadata=None, model=None, moderation=None, parallel_tool_calls=None,
            previous_response_id=None, prompt=None, prompt_cache_key=None,
            prompt_cache_options=None, prompt_cache_retention=None, reasoning=None,
            safety_identifier=None, service_tier=None, store=None, stream=None,
            stream_options=None, temperature=None, text=None, tool_choice=None, tools=None,
            top_logprobs=None, top_p=None, truncation=None, user=None, extra_headers=None,
            extra_query=None, extra_body=None, timeout=None,
        ):
            answer = post("/responses", dict(locals()))
            return read_events(answer) if stream else with_output_text(read(answer))

        def generate(
            *, prompt, background=None, model=None, moderation=None, n=None,
            output_compression=None, output_format=None, partial_images=None, quality=None,
            response_format=None, size=None, stream=None, style=None, user=None,
            extra_headers=None, extra_query=None, extra_body=None, timeout=None,
        ):
            return read(post("/images/generations", dict(locals())))

        def post(path, fields):
            for own in ("post", "extra_headers", "extra_query", "timeout"):
                fields.pop(own, None)
            extra = fields.pop("extra_body") or {}
            body = {name: value for name, value in fields.items() if value is not None} | extra
            request = urllib.request.Request(
                base_url + path,
                json.dumps(body, ensure_ascii=False, allow_nan=False).encode(),
                {"content-type": "application/json", "authorization": "Bearer " + api_key},
            )
            return urllib.request.urlopen(request).read().decode()

        self.chat = SimpleNamespace(completions=SimpleNamespace(create=create))
        self.images = SimpleNamespace(generate=generate)
        self.responses = SimpleNamespace(create=create_response)


def with_output_text(response):
    parts = (part for item in response.output if item.type == "message" for part in item.content)
    response.output_text = "".join(part.text for part in parts)
    return response


def read(text):
    return json.loads(text, object_hook=lambda fields: SimpleNamespace(**fields))


def read_events(text):
    for line in text.split("\n"):
        if line.startswith("data: ") and line != "data: [DONE]":
            yield read(line[6:])
