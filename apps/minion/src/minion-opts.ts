import type { MinionConfig } from '@fleet/config';
import { fromPlain, type ValueMap } from '@fleet/values';

/**
 * The configuration as templates see it (`opts`): what the operator put there, and who this is. No token, no key. Backups and copies of
 * files lie below `cachedir`: `cache`, unless the operator names a directory.
 */
export function minionOpts(config: MinionConfig, id: string, cache: string): ValueMap {
  const opts = fromPlain({ cachedir: cache, ...config.opts }) as ValueMap;
  opts.set('id', id);
  opts.set('log_directories', [...config.logDirectories]);
  opts.set('test', config.test);
  opts.set('pillarenv', config.pillarenv ?? null);
  opts.set('pillarenv_from_saltenv', config.pillarenvFromSaltenv);
  opts.set('pillar_merge_lists', config.pillar.mergeLists);
  opts.set('pillar_raise_on_missing', config.pillarRaiseOnMissing);
  return opts;
}
