"""What values a name of the data can have, as the forms of a package say; a bare diagram says nothing."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from engine.bpmn.deployment import Deployment
from engine.bpmn.intervals import Possible, samples
from forms.expand import Node, all_fields, choices, expand

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def possible_in(deployment: Deployment) -> Possible:
    """Return, for the names of a deployment, samples of the values that its forms accept.

    A name that no form writes can have any value.
    """
    fields: dict[str, list[Node]] = {}
    for form in deployment.forms.values():
        for name, field in all_fields(expand(form.schema)).items():
            fields.setdefault(name, []).append(field)

    def possible(name: str, values: Sequence[object]) -> Sequence[object]:
        if name not in fields:
            return samples(values)
        return tuple(dict.fromkeys(sample for field in fields[name] for sample in _samples(field, values)))

    return possible


def _samples(field: Node, values: Iterable[object]) -> Iterator[object]:
    listed = choices(field) or ([field["const"]] if "const" in field else [])
    if listed:
        yield from (Decimal(each) if type(each) is int else each for each in listed)
        return
    bounds = [Decimal(str(field[name])) for name in _BOUNDS if name in field]
    yield from (sample for sample in samples([*values, *bounds]) if _fits(field, sample))


def _fits(field: Node, sample: object) -> bool:
    if field["type"] == "string":
        return isinstance(sample, str)
    if not isinstance(sample, Decimal):
        return False
    return (
        (field["type"] == "number" or sample == sample.to_integral_value())
        and Decimal(str(field.get("minimum", sample))) <= sample <= Decimal(str(field.get("maximum", sample)))
        and ("exclusiveMinimum" not in field or sample > Decimal(str(field["exclusiveMinimum"])))
        and ("exclusiveMaximum" not in field or sample < Decimal(str(field["exclusiveMaximum"])))
    )
