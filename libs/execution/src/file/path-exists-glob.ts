import { posix } from 'node:path';
import { HostRefusal, type HostView } from '@fleet/platform';
import { isGlob, matchGlob } from '@fleet/targeting';
import { defineFunction } from '../definition.js';
import { PathArgs } from './path.args.js';

export const pathExistsGlob = defineFunction({
  name: 'file.path_exists_glob',
  doc: 'Whether anything exists at a path, which may be a glob.',
  args: PathArgs,
  example: "file.path_exists_glob '/etc/nginx/*.conf'",
  looks: true,
  run: (host, want) =>
    exists(
      host,
      '/',
      posix
        .normalize(want.path)
        .split('/')
        .filter((step) => step !== ''),
    ),
});

async function exists(host: HostView, at: string, steps: readonly string[]): Promise<boolean> {
  const [step, ...rest] = steps;
  if (step === undefined) return (await host.files.statTarget(at)) !== undefined;
  if (!isGlob(step)) return exists(host, posix.join(at, step), rest);
  for (const name of await namesIn(host, at)) {
    // As a shell has it: names with a dot in front want to be named.
    if (name.startsWith('.') && !step.startsWith('.')) continue;
    if (matchGlob(step, name) && (await exists(host, posix.join(at, name), rest))) return true;
  }
  return false;
}

async function namesIn(host: HostView, path: string): Promise<string[]> {
  try {
    return await host.files.list(path);
  } catch (cause) {
    if (cause instanceof HostRefusal) return [];
    throw cause;
  }
}
