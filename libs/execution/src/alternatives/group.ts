import type { Host } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { lastWords, runTool } from '../tool.js';

/** @throws FunctionRefused for what could be read as an option, or leads out of the folder of groups */
export function checkedName(name: string): string {
  if (!/^[\w.+][\w.+-]*$/.test(name) || /^\.+$/.test(name))
    throw new FunctionRefused('bad-arguments', `${name} is not the name of a group of alternatives`);
  return name;
}

export function checkedPath(path: string): string {
  if (!path.startsWith('/') || /[\r\n\0]/.test(path))
    throw new FunctionRefused('bad-arguments', `${path} is not an absolute path`);
  return path;
}

/** Runs `update-alternatives`; answers what it printed, both streams. */
export async function change(host: Host, ...words: string[]): Promise<string> {
  return (await runTool(host, ['update-alternatives', ...words])).trimEnd();
}

/** What `update-alternatives --query` says of a group; `undefined` where there is none. */
export async function queryGroup(host: Host, name: string): Promise<Group | undefined> {
  const result = await host.commands.probe(['update-alternatives', '--query', checkedName(name)]);
  const { exitCode, stdout, stderr } = result;
  // It ends with 2 for a group that there is not, and for whatever else it cannot read.
  if (exitCode !== 0 && /no alternatives for/.test(stderr)) return undefined;
  if (exitCode !== 0)
    throw new FunctionRefused('failed', `the alternatives for ${name} cannot be read: ${lastWords(result)}`);
  const row = (field: string): string => new RegExp(`^${field}: (.*)$`, 'm').exec(stdout)?.[1] ?? '';
  const paths = [...stdout.matchAll(/^Alternative: (.*)$/gm)].map(([, path]) => path ?? '');
  return { link: row('Link'), current: row('Value'), paths };
}

export interface Group {
  /** What everybody calls. */
  readonly link: string;
  /** The program in use. */
  readonly current: string;
  readonly paths: readonly string[];
}
