import type { HostView } from '@fleet/platform';
import { pythonStr } from '@fleet/rendering';
import { isMap, traverse, type Value } from '@fleet/values';
import type { Chunk, Condition } from '../representations.js';
import type { RunContext } from './run-types.js';

/**
 * Why a chunk has nothing to do: every item of `unless` holds, one of `onlyif` does not, or everything that it creates exists.
 * @throws HostRefusal where a condition cannot be asked at all (no such account, no such directory).
 */
export async function skipReason(
  chunk: Chunk,
  host: HostView,
  context: RunContext,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { onlyif, unless, creates } = chunk.options;
  for (const condition of onlyif) {
    if ('ignored' in condition) break;
    if (!(await holds(condition, chunk, host, context, signal))) return 'onlyif condition is false';
  }
  if (unless.length > 0) {
    // As in Salt, what is no condition stands for one that does not hold, until one that does follows it.
    let all = true;
    for (const condition of unless) {
      const ignored = 'ignored' in condition;
      all = !ignored && (await holds(condition, chunk, host, context, signal));
      if (!all && !ignored) break;
    }
    if (all) return 'unless condition is true';
  }
  if (creates.length > 0) {
    const stats = await Promise.all(creates.map((path) => host.files.statTarget(path)));
    if (stats.every((stat) => stat !== undefined))
      return creates.length === 1 ? `${creates[0]} exists` : 'All files in creates exist';
  }
  return undefined;
}

async function holds(
  condition: Condition,
  chunk: Chunk,
  host: HostView,
  context: RunContext,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if ('ignored' in condition) return false;
  if ('command' in condition) return succeeds(condition.command, chunk, host, signal);
  const answer = await context.call(condition.call, condition.args, condition.kwargs);
  return truthy(condition.get === undefined ? answer : (traverse(answer, condition.get) ?? null));
}

/** Runs a command of a condition as the state itself would run one: its account, directory and environment. */
export async function succeeds(
  command: string,
  chunk: Chunk,
  host: HostView,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const given = (key: string): Value | undefined =>
    chunk.options.conditionsWithout.includes(key) ? undefined : chunk.arguments.get(key);
  const cwd = given('cwd');
  const shell = given('shell');
  const runas = chunk.options.conditionsWithout.includes('runas') ? undefined : chunk.options.runas;
  const result = await host.commands.probe(command, {
    ...(typeof cwd === 'string' && { cwd }),
    ...(typeof shell === 'string' && { shell }),
    ...(runas !== undefined && { runas }),
    ...(signal && { signal }),
    env: environmentOf(given('env')),
  });
  return (
    result.signal === undefined &&
    (result.exitCode === 0 || successCodes(given('success_retcodes')).includes(result.exitCode))
  );
}

function successCodes(given: Value | undefined): number[] {
  return (Array.isArray(given) ? given : [given]).filter((code) => typeof code === 'number');
}

function environmentOf(given: Value | undefined): Record<string, string> {
  const entries = Array.isArray(given)
    ? given.flatMap((item) => (isMap(item) ? [...item] : []))
    : isMap(given)
      ? [...given]
      : [];
  return Object.fromEntries(entries.map(([key, value]) => [String(key), pythonStr(value)]));
}

/** As a template would see it: nothing, zero and empty are false. A mapping with a `result` is as true as that. */
function truthy(value: Value): boolean {
  if (isMap(value)) return value.has('result') ? truthy(value.get('result') as Value) : value.size > 0;
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
