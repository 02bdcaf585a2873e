import { nearMatch, type Diagnostic } from '@fleet/diagnostics';
import { looksLikeCron, openCron, whyNoCron, type Rhythm } from '@fleet/schedule';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { Is, checkPart, located } from './check.js';
import type { RoleSettings, ScheduledJob } from './definition.js';
import { duration } from './duration.js';
import { IsDuration, IsMapping } from './rules.js';
import { isPlain, type Plain, type Written } from './written.js';

// What stands below `schedule` of master.yaml. A job that is misread would run at night, with nobody there; so everything that is not understood is refused.

const jobName = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
const functionName = /^[a-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+$/;
/** What a check for drift may run: what compares the machine with all that is wished of it. */
const checkable = ['state.apply', 'state.highstate', 'state.sls', 'state.test'];

const keys = [
  ...['target', 'function', 'args', 'kwargs', 'every', 'cron', 'splay', 'missed', 'role', 'enabled', 'kind'],
  ...['timeout', 'confirmed', 'yes_destroy'],
] as const;

class JobKeys {
  @Is(
    'target',
    'has to be a target expression, such as `miner-*`',
    (value) => typeof value === 'string' && value !== '',
  )
  target = '*';
  @IsOptional()
  @Is('function', 'has to be a function, such as `state.apply`', (value) => functionName.test(String(value)))
  function?: string;
  @Is('list', 'has to be a list of arguments, such as `[cortensord]`', Array.isArray) args: unknown[] = [];
  @IsMapping() kwargs: Plain = {};
  @IsOptional() @IsDuration() every?: string | number;
  @IsOptional()
  @Is('cron', 'has to be five or six words of cron, such as `0 3 * * *`', looksLikeCron)
  cron?: string;
  @IsOptional() @IsDuration() splay?: string | number;
  @IsIn(['run', 'skip'], { message: 'has to be run or skip' }) missed: 'run' | 'skip' = 'skip';
  @Is('role', 'has to be the name of a role', (value) => typeof value === 'string') role = 'viewer';
  @IsBoolean({ message: 'has to be true or false' }) enabled = true;
  @IsOptional() @IsIn(['drift'], { message: 'can only be drift' }) kind?: 'drift';
  @IsOptional() @IsDuration() timeout?: string | number;
  @IsBoolean({ message: 'has to be true or false' }) confirmed = false;
  @IsBoolean({ message: 'has to be true or false' }) yes_destroy = false;
}

/** What the master does by itself, and all that is wrong with it. */
export async function readSchedule(
  written: Written,
  roles: ReadonlyMap<string, RoleSettings>,
): Promise<{ readonly schedule: ReadonlyMap<string, ScheduledJob>; readonly diagnostics: readonly Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const schedule = new Map<string, ScheduledJob>();
  const given = written.data['schedule'];
  for (const [name, data] of Object.entries(isPlain(given) ? given : {})) {
    const path = `schedule.${name}`;
    const wrong = (key: string, sentence: string, detail?: string): void => {
      const at = key === '' ? path : `${path}.${key}`;
      diagnostics.push(
        located(written, at, {
          severity: 'error',
          code: 'config.wrong-value',
          summary: `\`${at}\` ${sentence}`,
          ...(detail !== undefined && { detail }),
        }),
      );
    };
    if (!jobName.test(name)) wrong('', 'is no name for a job: letters, digits, - _ and . only, at most 64');
    if (!isPlain(data)) {
      wrong('', 'has to be a mapping, such as `{kind: drift, every: 1h}`');
      continue;
    }
    const { value, diagnostics: found } = checkPart(written, path, data, JobKeys, keys);
    diagnostics.push(...found);
    if (found.some(({ severity }) => severity === 'error')) continue;
    const rhythm = await readRhythm(value, wrong);
    mustBeRole(value.role, roles, wrong);
    const call = readCall(value, wrong);
    if (rhythm && call) schedule.set(name, jobOf(value, rhythm, call));
  }
  return { schedule, diagnostics };
}

type Wrong = (key: string, sentence: string, detail?: string) => void;

function jobOf(value: JobKeys, rhythm: Rhythm, call: Pick<ScheduledJob, 'function' | 'kwargs'>): ScheduledJob {
  return {
    target: value.target,
    ...call,
    args: value.args,
    rhythm,
    splay: value.splay === undefined ? 0 : (duration(value.splay) ?? 0),
    missed: value.missed,
    role: value.role,
    enabled: value.enabled,
    ...(value.kind !== undefined && { kind: value.kind }),
    ...(value.timeout !== undefined && { timeout: duration(value.timeout) as number }),
    confirmed: value.confirmed,
    destroy: value.yes_destroy,
  };
}

async function readRhythm({ every, cron, splay }: JobKeys, wrong: Wrong): Promise<Rhythm | undefined> {
  if ((every === undefined) === (cron === undefined)) {
    wrong('', every === undefined ? 'does not say when: every or cron' : 'says when twice: every and cron');
    return undefined;
  }
  if (cron !== undefined) {
    const why = whyNoCron(await openCron(), cron, Date.now());
    if (why === undefined) return { kind: 'cron', expression: cron };
    wrong('cron', 'cannot be read', why);
    return undefined;
  }
  const period = duration(every) as number;
  if (splay !== undefined && (duration(splay) as number) >= period) wrong('splay', 'has to be shorter than every');
  return { kind: 'interval', period };
}

/** A check for drift is a dry run, whatever else is written. */
function readCall(
  { function: name, kwargs, kind, yes_destroy: destroy }: JobKeys,
  wrong: Wrong,
): Pick<ScheduledJob, 'function' | 'kwargs'> | undefined {
  if (kind === undefined) {
    if (name !== undefined) return { function: name, kwargs };
    wrong('', 'names no function; a check for drift is `kind: drift`');
    return undefined;
  }
  if (name !== undefined && !checkable.includes(name))
    wrong('function', `cannot check for drift: that takes ${checkable.join(', ')}`);
  if (kwargs['test'] === false || destroy)
    wrong(destroy ? 'yes_destroy' : 'kwargs.test', 'cannot be: a check for drift changes nothing');
  for (const key of ['pillar', 'exclude', 'only_id', 'exclude_id'])
    if (kwargs[key] !== undefined)
      wrong(`kwargs.${key}`, 'cannot be: a check for drift compares with what is wished, all of it');
  const chosen = name ?? 'state.apply';
  return { function: chosen, kwargs: chosen === 'state.test' ? kwargs : { ...kwargs, test: true } };
}

function mustBeRole(name: string, roles: ReadonlyMap<string, unknown>, wrong: Wrong): void {
  const known = [...new Set(['admin', 'viewer', ...roles.keys()])];
  if (known.includes(name)) return;
  const meant = nearMatch(name, known);
  wrong('role', 'is no role', meant ? `Did you mean \`${meant}\`?` : `There are ${known.join(', ')}.`);
}
