"""From a BPMN file to a certified definition: reader, normaliser, compiler, expressions, second engine."""
