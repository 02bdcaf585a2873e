import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const refusals = defineFunction({
  name: 'minion.refusals',
  doc: 'What this minion did not obey since it started: for each reason (replayed, expired, not-for-me, bad-signature, disabled, …) how often, and when last.',
  args: NoArgs,
  example: 'minion.refusals',
  looks: true,
  run: async (_host, _want, context) =>
    new Map(
      (context.daemon?.refusals() ?? []).map(({ code, count, last }) => [
        code,
        new Map<Value, Value>([
          ['count', count],
          ['last', new Date(last).toISOString()],
        ]),
      ]),
    ),
});
