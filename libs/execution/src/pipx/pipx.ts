import type { Host, HostView } from '@fleet/platform';
import { isMap, parseExact, type Value, type ValueMap } from '@fleet/values';
import { FunctionRefused, type FunctionContext } from '../definition.js';
import { askPackager, failureOf, runPackager, type ToolPlace } from '../language-tool.js';

/** pipx tells with little pictures how it went; without them in a plain environment. */
function placeOf(user: string | undefined): ToolPlace {
  const env: ValueMap = new Map([
    ['USE_EMOJI', '0'],
    ['PIP_DISABLE_PIP_VERSION_CHECK', '1'],
    ['PIP_NO_INPUT', '1'],
  ]);
  return { runas: user, env };
}

/** @throws FunctionRefused with pipx's own words */
export async function runPipx(
  host: Host,
  user: string | undefined,
  context: FunctionContext,
  ...words: string[]
): Promise<string> {
  await demandPipx(host);
  const result = await runPackager(host, ['pipx', ...words], placeOf(user), context);
  if (result.exitCode === 0) return result.stdout;
  throw new FunctionRefused('failed', `pipx: ${failureOf(result, /^(?:ERROR|error|Error|pipx)\b/)}`);
}

async function demandPipx(host: HostView): Promise<void> {
  if ((await host.commands.which('pipx')) === undefined)
    throw new FunctionRefused('not-found', 'this machine has no pipx: install the package pipx');
}

export interface PipxPackage {
  readonly version: string;
  /** What it was installed from: a name, a path, an address. */
  readonly source: string;
  readonly apps: readonly string[];
}

/** What an account has, by name. */
export async function pipxPackages(
  host: HostView,
  user: string | undefined,
  context: FunctionContext,
): Promise<ReadonlyMap<string, PipxPackage>> {
  await demandPipx(host);
  const result = await askPackager(host, ['pipx', 'list', '--json'], placeOf(user), context);
  // A broken environment makes it end with 1, and the others are listed all the same.
  if (!result.stdout.includes('{')) throw new FunctionRefused('failed', `pipx: ${failureOf(result, /error/i)}`);
  const report = parseExact(result.stdout.slice(result.stdout.indexOf('{')));
  const found = new Map<string, PipxPackage>();
  for (const [name, venv] of mapAt(report, 'venvs')) {
    const main = mapAt(mapAt(venv, 'metadata'), 'main_package');
    const apps = main.get('apps');
    found.set(String(name), {
      version: String(main.get('package_version') ?? ''),
      source: String(main.get('package_or_url') ?? ''),
      apps: Array.isArray(apps) ? apps.map(String) : [],
    });
  }
  return found;
}

function mapAt(value: Value | undefined, key: string): ValueMap {
  const found = isMap(value) ? value.get(key) : undefined;
  return isMap(found) ? found : new Map<Value, Value>();
}
