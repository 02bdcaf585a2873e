import { describeArguments, type ArgumentClass } from '@fleet/arguments';
import type { Value } from '@fleet/values';

/** The arguments of a function or a state, in their order. */
export function argumentsData(args: ArgumentClass): Value[] {
  return describeArguments(args).map(
    (argument) =>
      new Map<Value, Value>([
        ['name', argument.name],
        ['type', argument.type],
        ['required', argument.required],
        ['default', argument.default ?? null],
        ['doc', argument.doc],
      ]),
  );
}
