import type { Value, ValueMap } from '@fleet/values';
import { FunctionResult } from '../definition.js';

/** How functions of the schedule answer, as Salt's do. */
export function answer(result: boolean, comment: string, changes: ValueMap = new Map()): ValueMap | FunctionResult {
  const value = new Map<Value, Value>([
    ['result', result],
    ['comment', comment],
    ['changes', changes],
  ]);
  return result ? value : new FunctionResult(value, 1);
}

export function change(name: string, before: Value, after: Value): ValueMap {
  const both = new Map<Value, Value>([
    ['old', before],
    ['new', after],
  ]);
  return new Map([[name, both]]);
}

export function unknown(name: string): ValueMap | FunctionResult {
  return answer(false, `Job ${name} does not exist.`);
}
