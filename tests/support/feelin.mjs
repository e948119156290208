// Answers the cases on standard input with npm `feelin`, as JSON in their order; used by test_feelin.py alone.
import { readFileSync } from "node:fs";
import { evaluate, unaryTest, FeelDate, FeelDateTime, FeelDuration, FeelTime } from "feelin";

const KINDS = [
  [FeelDateTime, "date and time"],
  [FeelDate, "date"],
  [FeelTime, "time"],
  [FeelDuration, "duration"],
];

function plain(value) {
  for (const [kind, name] of KINDS) {
    if (value instanceof kind) return { [name]: String(value) };
  }
  if (Array.isArray(value)) return value.map(plain);
  // JSON would write NaN as null, which is an answer of its own.
  if (Number.isNaN(value)) return { error: "NaN" };
  return value ?? null;
}

function answer({ text, cell, input, data = {} }) {
  try {
    return plain(cell === undefined ? evaluate(text, data).value : unaryTest(cell, { ...data, "?": input }).value);
  } catch (problem) {
    return { error: problem.name };
  }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(answer)));
