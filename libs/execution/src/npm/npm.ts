import type { CommandResult, Host, HostView } from '@fleet/platform';
import { isMap, parseExact, type Value, type ValueMap } from '@fleet/values';
import { FunctionRefused, type FunctionContext } from '../definition.js';
import { askPackager, failureOf, runPackager, type ToolPlace } from '../language-tool.js';
import type { NpmPlaceArgs } from './place.args.js';

/** @throws FunctionRefused with npm's own words */
export async function runNpm(
  host: Host,
  want: NpmPlaceArgs,
  context: FunctionContext,
  ...words: string[]
): Promise<ValueMap> {
  await demandNpm(host, want);
  return report(await runPackager(host, ['npm', ...words, ...ending(want)], placeOf(want), context));
}

/** Only with words that change nothing; `anyhow`: what npm finds wrong with the packages is no failure. */
export async function askNpm(
  host: HostView,
  want: NpmPlaceArgs,
  context: FunctionContext,
  words: readonly string[],
  anyhow = false,
): Promise<ValueMap> {
  await demandNpm(host, want);
  return report(await askPackager(host, ['npm', ...words, ...ending(want)], placeOf(want), context), anyhow);
}

function ending(want: NpmPlaceArgs): string[] {
  return ['--json', ...(want.dir === undefined ? ['--global'] : [])];
}

function placeOf({ dir, runas, env }: NpmPlaceArgs): ToolPlace {
  const all: ValueMap = new Map([
    ['NPM_CONFIG_UPDATE_NOTIFIER', 'false'],
    ['NPM_CONFIG_FUND', 'false'],
    ['NPM_CONFIG_AUDIT', 'false'],
  ]);
  for (const [name, value] of env ?? []) all.set(name, value);
  return { runas, cwd: dir, env: all };
}

async function demandNpm(host: HostView, { dir }: NpmPlaceArgs): Promise<void> {
  if ((await host.commands.which('npm')) === undefined)
    throw new FunctionRefused('not-found', 'this machine has no npm: install the package npm, or nodejs with it');
  if (dir === undefined) return;
  if (!dir.startsWith('/')) throw new FunctionRefused('bad-arguments', '`dir` must be an absolute path');
  if ((await host.files.statTarget(dir))?.kind !== 'directory')
    throw new FunctionRefused('not-found', `there is no folder ${dir}`);
}

/** Scripts of packages, and warnings, may print around it. */
function report(result: CommandResult, anyhow = false): ValueMap {
  const begin = result.stdout.search(/^\{/m);
  const parsed = begin < 0 ? undefined : parsedOf(result.stdout.slice(begin));
  const error = parsed?.get('error');
  if (result.exitCode !== 0 && !(anyhow && parsed)) {
    const summary = isMap(error) ? error.get('summary') : undefined;
    throw new FunctionRefused(
      'failed',
      `npm: ${typeof summary === 'string' && summary !== '' ? summary : failureOf(result, /^npm (?:ERR!|error)/)}`,
    );
  }
  return parsed ?? new Map<Value, Value>();
}

function parsedOf(text: string): ValueMap | undefined {
  try {
    const value = parseExact(text);
    return isMap(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Name → version of what is installed; what is only wanted by the project, and missing, is not there. */
export async function npmPackages(
  host: HostView,
  want: NpmPlaceArgs,
  context: FunctionContext,
): Promise<ReadonlyMap<string, string>> {
  const found = (await askNpm(host, want, context, ['ls', '--depth=0'], true)).get('dependencies');
  const packages = new Map<string, string>();
  if (isMap(found))
    for (const [name, row] of found) {
      const version = isMap(row) ? row.get('version') : undefined;
      if (typeof version === 'string') packages.set(String(name), version);
    }
  return packages;
}

/** What differs between two looks: name → old and new version. */
export function npmChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): ValueMap {
  const changes: ValueMap = new Map();
  for (const name of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old = '', now = ''] = [before.get(name), after.get(name)];
    if (old !== now)
      changes.set(
        name,
        new Map<Value, Value>([
          ['old', old],
          ['new', now],
        ]),
      );
  }
  return changes;
}
