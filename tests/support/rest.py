"""A REST client that knows nothing but the OpenAPI document: paths, methods and schemas all come from it."""

from typing import Any

import httpx
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012


class Client:
    """Calls operations by their id; every answer must fit the schema that the document promises."""

    def __init__(self, address: str) -> None:
        self.http = httpx.Client(base_url=f"{address}/api/v1", timeout=30)
        self.document = self.http.get("/openapi.json").raise_for_status().json()
        resource = Resource(contents=self.document, specification=DRAFT202012)
        self.registry: Registry[Any] = Registry().with_resource("openapi", resource)
        self.token: str | None = None

    def sign_in(self, account: str, password: str) -> None:
        answer = self.call("create_token_tokens_post", 201, body={"account": account, "password": password})
        self.token = answer["token"]

    def call(
        self,
        operation: str,
        expected: int = 200,
        *,
        body: Any = None,
        file: tuple[str, bytes] | None = None,
        key: str | None = None,
        **values: Any,
    ) -> Any:
        """Call an operation; `file` is sent under the name that its form asks for in place of a JSON `body`."""
        path, method, described = self.operation(operation)
        in_path = {p["name"] for p in described.get("parameters", []) if p["in"] == "path"}
        query = {name: value for name, value in values.items() if name not in in_path}
        headers = {} if self.token is None else {"Authorization": f"Bearer {self.token}"}
        if key is not None:
            headers["Idempotency-Key"] = key
        url = path.format(**{name: values[name] for name in in_path})
        files = None if file is None else {self._file_field(described): file}
        answer = self.http.request(method, url, params=query, json=body, files=files, headers=headers)
        assert answer.status_code == expected, (operation, answer.status_code, answer.text)
        self.fits(described, answer)
        return answer.json()

    def operation(self, name: str) -> tuple[str, str, dict[str, Any]]:
        for path, methods in self.document["paths"].items():
            for method, described in methods.items():
                if described["operationId"] == name:
                    return path, method, described
        raise KeyError(name)

    def _file_field(self, described: dict[str, Any]) -> str:
        schema = described["requestBody"]["content"]["multipart/form-data"]["schema"]
        name = schema["$ref"].rpartition("/")[2]
        properties = self.document["components"]["schemas"][name]["properties"]
        (field,) = (field for field, each in properties.items() if each.get("contentMediaType"))
        return str(field)

    def fits(self, described: dict[str, Any], answer: httpx.Response) -> None:
        promised = described["responses"][str(answer.status_code)]["content"]
        media = answer.headers["content-type"].split(";")[0]
        schema = promised[media].get("schema") or promised["application/json"]["schema"]
        absolute = _absolute(schema)
        Draft202012Validator(absolute, registry=self.registry).validate(answer.json())


def _absolute(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {
            name: f"openapi{value}" if name == "$ref" else _absolute(value) for name, value in schema.items()
        }
    return [_absolute(each) for each in schema] if isinstance(schema, list) else schema
