import type { CommandResult, Host, HostView } from '@fleet/platform';
import type { ValueMap } from '@fleet/values';
import { FunctionRefused, type FunctionContext } from '../definition.js';
import { askPackager, failureOf, runPackager, type ToolPlace } from '../language-tool.js';
import type { PipPlaceArgs } from './place.args.js';

/** @throws FunctionRefused with what is to be done: `not-found` without a pip, `failed` with pip's own words */
export async function runPip(
  host: Host,
  want: PipPlaceArgs,
  context: FunctionContext,
  ...words: string[]
): Promise<string> {
  const pip = await pipOf(host, want.bin_env);
  return told(await runPackager(host, [pip, ...words], placeOf(want), context));
}

/** Only with words that change nothing. */
export async function askPip(
  host: HostView,
  want: PipPlaceArgs,
  context: FunctionContext,
  ...words: string[]
): Promise<string> {
  const pip = await pipOf(host, want.bin_env);
  return told(await askPackager(host, [pip, ...words], placeOf(want), context));
}

function placeOf({ user, cwd, env_vars }: PipPlaceArgs): ToolPlace {
  const env: ValueMap = new Map([
    ['PIP_DISABLE_PIP_VERSION_CHECK', '1'],
    ['PIP_NO_INPUT', '1'],
  ]);
  for (const [name, value] of env_vars ?? []) env.set(name, value);
  return { runas: user, cwd, env };
}

/** A folder is a virtual environment; a file is a pip itself. */
async function pipOf(host: HostView, place: string | undefined): Promise<string> {
  if (place === undefined || place === '') {
    for (const program of ['pip3', 'pip']) if ((await host.commands.which(program)) !== undefined) return program;
    throw new FunctionRefused(
      'not-found',
      'this machine has no pip: install the package python3-pip, or give `bin_env`',
    );
  }
  if (!place.startsWith('/')) throw new FunctionRefused('bad-arguments', '`bin_env` must be an absolute path');
  const kind = (await host.files.statTarget(place))?.kind;
  const pip = kind === 'directory' ? `${place.replace(/\/+$/, '')}/bin/pip` : place;
  if ((await host.files.statTarget(pip))?.kind === 'file') return pip;
  throw new FunctionRefused(
    'not-found',
    kind === 'directory'
      ? `${place} is no virtual environment: make one there with \`python3 -m venv ${place}\``
      : `\`bin_env\`: there is no ${place}`,
  );
}

function told(result: CommandResult): string {
  if (result.exitCode === 0) return result.stdout;
  if (result.stderr.includes('externally-managed-environment'))
    throw new FunctionRefused(
      'failed',
      'the Python of this machine belongs to its packager, and pip does not install into it (PEP 668): install the package python3-NAME, give a virtual environment with `bin_env`, or use pipx for a program',
    );
  if (/no such option: --(?:dry-run|report)/.test(result.stderr))
    throw new FunctionRefused(
      'failed',
      'this pip is older than 22.2 and cannot foresee what it would install: upgrade it, in a virtual environment with `bin/pip install --upgrade pip`',
    );
  throw new FunctionRefused(
    'failed',
    `pip: ${failureOf(result, /^(?:ERROR|Hint|error):? /) || `it ended with ${result.exitCode}`}`,
  );
}
