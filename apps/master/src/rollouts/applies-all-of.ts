import { stringifyExact } from '@fleet/values';
import type { Call } from '../access/call.js';
import { environmentIn, meansHighstate, namesIn, withoutPlan } from '../jobs/state-call.js';

/** Arguments that leave out some of the states. */
const selecting = ['exclude', 'only_id', 'exclude_id'];

/** Whether `call` brings a machine to all that `other` brings it to; a highstate is taken for everything. */
export function appliesAllOf(call: Call, other: Call): boolean {
  const [has, wanted] = [reachOf(withoutPlan(call)), reachOf(withoutPlan(other))];
  if (has.selected !== '' && has.selected !== wanted.selected) return false;
  if (has.names === 'highstate')
    return has.environment === undefined || has.environment === (wanted.environment ?? base);
  if (wanted.names === 'highstate' || (has.environment ?? base) !== (wanted.environment ?? base)) return false;
  const names = new Set(has.names);
  return wanted.names.every((name) => names.has(name));
}

const base = 'base';

interface Reach {
  readonly names: 'highstate' | readonly string[];
  /** Of a highstate without one: all of them. */
  readonly environment: string | undefined;
  readonly selected: string;
}

function reachOf(call: Call): Reach {
  const { function: name, args, kwargs } = call;
  const environment = environmentIn(call);
  const given = selecting.map((key) => kwargs.get(key) ?? null);
  const selected = given.some((value) => value !== null) ? stringifyExact(given) : '';
  if (name === 'state.highstate') return { names: 'highstate', environment, selected };
  const names = namesIn(kwargs.get('mods') ?? args[name === 'state.sls_id' ? 1 : 0]);
  if (name === 'state.apply' && meansHighstate(names)) return { names: 'highstate', environment, selected };
  if (name === 'state.sls_id') return { names, environment, selected: `id ${String(args[0])} ${selected}` };
  // Another top file means what it alone knows.
  if (name === 'state.top') return { names: [`top ${stringifyExact([...args])}`], environment: undefined, selected };
  return { names, environment, selected };
}
