import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import { lookUp } from './look-up.js';
import { printed } from './printed.js';

/** Answers whether a value's text is what the expression's last part asks for. */
export type TextTest = (text: string) => boolean;

/** Compiles the last part of an expression. */
export type MakeTest = (pattern: string) => TextTest;

/**
 * Whether `key:subkey:pattern` holds in `data`. Keys may hold the delimiter and so may patterns: every split is tried, the one with the
 * longest key first. Lists match where one member does. On a mapping the pattern is one of its keys, spelt out, or a path of its own.
 */
export function matchData(data: ValueMap, expression: string, delimiter: string, makeTest: MakeTest): boolean {
  return new DataMatch(makeTest).path(data, expression, delimiter);
}

/** One question. What it has found out it remembers: the splits of nested paths meet again, and would multiply otherwise. */
class DataMatch {
  private readonly tests = new Map<string, TextTest>();
  private readonly paths = new Map<ValueMap, Map<string, boolean>>();
  private readonly mappings = new Map<ValueMap, Map<string, boolean>>();

  constructor(private readonly makeTest: MakeTest) {}

  path(data: ValueMap, expression: string, delimiter: string): boolean {
    return remembered(this.paths, data, `${delimiter}${expression}`, () => this.findPath(data, expression, delimiter));
  }

  private findPath(data: ValueMap, expression: string, delimiter: string): boolean {
    const parts = expression.split(delimiter);
    for (let keys = parts.length - 1; keys > 0; keys -= 1) {
      const key = parts.slice(0, keys).join(delimiter);
      const everything = key === '*';
      const found = everything ? data : lookUp(data, parts.slice(0, keys));
      if (found === undefined) continue;
      if (this.value(found, everything ? expression : parts.slice(keys).join(delimiter))) return true;
    }
    return false;
  }

  private value(found: Value, pattern: string): boolean {
    if (isMap(found)) return found.size > 0 && this.mapping(found, pattern);
    if (!isList(found)) return this.fits(found, pattern);
    return found.some((member) => (isMap(member) && this.mapping(member, pattern)) || this.fits(member, pattern));
  }

  private mapping(mapping: ValueMap, expression: string): boolean {
    return remembered(this.mappings, mapping, expression, () => this.findInMapping(mapping, expression));
  }

  /** Inside of data the delimiter is always a colon, whatever the target was written with: Salt's targets know it so. */
  private findInMapping(mapping: ValueMap, expression: string): boolean {
    const underAnyKey = expression.startsWith('*:');
    const pattern = underAnyKey ? expression.slice(2) : expression;
    if (pattern === '*' || mapping.has(pattern) || this.path(mapping, pattern, ':')) return true;
    if (!underAnyKey) return false;
    return [...mapping.values()].some((value) => {
      if (isMap(value)) return this.mapping(value, pattern);
      return isList(value) ? value.some((member) => this.fits(member, pattern)) : this.fits(value, pattern);
    });
  }

  private fits(value: Value, pattern: string): boolean {
    let test = this.tests.get(pattern);
    if (!test) this.tests.set(pattern, (test = this.makeTest(pattern)));
    return test(printed(value));
  }
}

function remembered(
  known: Map<ValueMap, Map<string, boolean>>,
  data: ValueMap,
  question: string,
  find: () => boolean,
): boolean {
  let answers = known.get(data);
  if (!answers) known.set(data, (answers = new Map<string, boolean>()));
  let answer = answers.get(question);
  if (answer === undefined) answers.set(question, (answer = find()));
  return answer;
}
