import { secretPlaces } from '@fleet/protocol';
import { mask, type Redactor } from '@fleet/telemetry';
import { stringifyExact, type Value, type ValueMap } from '@fleet/values';
import type { Call } from './call.js';

/** Arguments as everybody may see them who may see the call. */
export interface Shown {
  readonly args: Value[];
  readonly kwargs: ValueMap;
  /** Exact JSON of both. */
  readonly text: { readonly args: string; readonly kwargs: string };
}

/** What is kept and shown of a call. Redacted as the data that it is: in its JSON a quote or a list would hide a secret from patterns. */
export function shownCall(redactor: Pick<Redactor, 'redactValue'>, { function: name, args, kwargs }: Call): Shown {
  const places = Object.hasOwn(secretPlaces, name) ? secretPlaces[name] : undefined;
  const told = redactor.redactValue(args.map((value, index) => (places?.includes(index) ? mask : value)));
  const named = redactor.redactValue(kwargs);
  return { args: told, kwargs: named, text: { args: stringifyExact(told), kwargs: stringifyExact(named) } };
}
