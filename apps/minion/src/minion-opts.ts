import type { MinionConfig } from '@fleet/config';
import { fromPlain, type ValueMap } from '@fleet/values';

/** The configuration as templates see it (`opts`): what the operator put there, and who this is. No token, no key. */
export function minionOpts(config: MinionConfig, id: string): ValueMap {
  const opts = fromPlain(config.opts) as ValueMap;
  opts.set('id', id);
  opts.set('test', config.test);
  return opts;
}
