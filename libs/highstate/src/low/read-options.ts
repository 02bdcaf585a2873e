import { pythonStr } from '@fleet/rendering';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { Problems } from '../problems.js';
import type { Argument, ChunkOptions, Condition, Retry } from '../representations.js';

/** Arguments that the engine acts upon itself, around whatever state they stand at. */
export const engineKeys: ReadonlySet<string> = new Set([
  'unless',
  'onlyif',
  'creates',
  'check_cmd',
  'retry',
  'failhard',
  'parallel',
  'runas',
  'fire_event',
  'reload_modules',
  'reload_grains',
  'reload_pillar',
  'umask',
  'saltenv',
  'cmd_opts_exclude',
  'onfail_stop',
  'destroys',
  // Salt may merge several calls into one; what comes of them is the same.
  'aggregate',
]);

export const noOptions: ChunkOptions = {
  unless: [],
  onlyif: [],
  creates: [],
  checkCommand: [],
  failhard: false,
  parallel: false,
  conditionsWithout: [],
  handlesFailure: false,
  expendable: false,
  reload: [],
};

export interface ReadOptions {
  readonly options: ChunkOptions;
  /** `saltenv`: where the chunk looks for files of the tree, instead of where its SLS lies. */
  readonly environment?: string;
}

/** What the engine is to do around a chunk. `where` names the chunk in messages. */
export function readOptions(given: readonly Argument[], where: string, problems: Problems): ReadOptions {
  const relevant = given.filter(({ key }) => engineKeys.has(key));
  if (relevant.length === 0) return { options: noOptions };
  const values = new Map(relevant.map((argument) => [argument.key, argument]));
  const wrong = (key: string, wanted: string): void =>
    problems.error('state.wrong-argument', `${key} of ${where} must be ${wanted}`, values.get(key)?.at);

  const flag = (key: string): boolean => {
    const value = values.get(key)?.value ?? false;
    if (typeof value !== 'boolean') wrong(key, 'true or false');
    return value === true;
  };
  const texts = (key: string): string[] => {
    const value = values.get(key)?.value ?? [];
    const list = isList(value) ? value : [value];
    if (!list.every((item) => typeof item === 'string')) wrong(key, 'text or a list of texts');
    return list.filter((item) => typeof item === 'string');
  };
  const conditions = (key: string): Condition[] => {
    const value = values.get(key)?.value ?? [];
    const read = (isList(value) ? value : [value]).map(readCondition);
    if (read.includes(undefined)) wrong(key, 'a command, or "fun: FUNCTION" with its arguments, or a list of them');
    const conditions = read.filter((condition) => condition !== undefined);
    for (const condition of conditions)
      if ('ignored' in condition)
        problems.warning(
          'state.no-condition',
          `${key} of ${where} lists ${pythonStr(condition.ignored)}, which decides nothing`,
          values.get(key)?.at,
          `A condition is a command or "fun: …": quote it ('${condition.ignored === true ? 'true' : 'false'}') to mean the command of that name.`,
        );
    return conditions;
  };

  const retry = values.has('retry') ? readRetry(values.get('retry')?.value ?? false) : undefined;
  if (retry === 'malformed') wrong('retry', 'true or a mapping of attempts, until, interval and splay');
  const runas = values.get('runas')?.value ?? null;
  if (runas !== null && typeof runas !== 'string') wrong('runas', 'the name of an account');
  const event = values.get('fire_event')?.value ?? false;
  if (typeof event !== 'boolean' && typeof event !== 'string') wrong('fire_event', 'true or a tag');
  flag('reload_modules');
  const umask = values.has('umask') ? readUmask(values.get('umask')?.value ?? null) : undefined;
  if (umask === undefined && values.has('umask')) wrong('umask', "permission bits such as '027'");
  const environment = values.get('saltenv')?.value ?? null;
  if (environment !== null && typeof environment !== 'string') wrong('saltenv', 'the name of an environment');
  const options: ChunkOptions = {
    unless: conditions('unless'),
    onlyif: conditions('onlyif'),
    creates: texts('creates'),
    checkCommand: texts('check_cmd'),
    failhard: flag('failhard'),
    parallel: flag('parallel'),
    reload: (['grains', 'pillar'] as const).filter((what) => flag(`reload_${what}`)),
    ...(retry !== undefined && retry !== 'malformed' && { retry }),
    conditionsWithout: texts('cmd_opts_exclude'),
    handlesFailure: values.has('onfail_stop') && !flag('onfail_stop'),
    expendable: values.has('destroys') && !flag('destroys'),
    ...(typeof runas === 'string' && { runas }),
    ...(umask !== undefined && { umask }),
    ...((typeof event === 'string' || event === true) && { fireEvent: event }),
  };
  return { options, ...(typeof environment === 'string' && { environment }) };
}

function readCondition(value: Value): Condition | undefined {
  if (typeof value === 'string') return { command: value };
  if (typeof value === 'boolean' || value === null) return { ignored: value };
  if (!isMap(value)) return undefined;
  const call = value.get('fun');
  const args = value.get('args') ?? [];
  const get = value.get('get_return');
  if (typeof call !== 'string' || !isList(args)) return undefined;
  const kwargs: ValueMap = new Map(
    [...value].filter(([key]) => key !== 'fun' && key !== 'args' && key !== 'get_return'),
  );
  return { call, args, kwargs, ...(typeof get === 'string' && { get }) };
}

/** Octal digits, quoted or not. */
function readUmask(value: Value): number | undefined {
  const digits = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return /^(?:0o)?[0-7]{1,4}$/.test(digits) ? Number.parseInt(digits.replace('0o', ''), 8) : undefined;
}

const defaultRetry: Retry = { attempts: 2, until: true, interval: 30, splay: 0 };

function readRetry(value: Value): Retry | undefined | 'malformed' {
  if (value === false) return undefined;
  if (value === true) return defaultRetry;
  if (!isMap(value)) return 'malformed';
  const retry: Record<string, number | boolean> = { ...defaultRetry };
  for (const [key, item] of value) {
    if (typeof key !== 'string' || !Object.hasOwn(defaultRetry, key)) return 'malformed';
    const fits =
      key === 'until' ? typeof item === 'boolean' : typeof item === 'number' && Number.isInteger(item) && item >= 0;
    if (!fits) return 'malformed';
    retry[key] = item as number | boolean;
  }
  return retry as unknown as Retry;
}
