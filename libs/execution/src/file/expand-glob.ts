import { posix } from 'node:path';
import type { HostView } from '@fleet/platform';
import { isGlob, matchGlob } from '@fleet/targeting';
import { namesIn } from './walk.js';

/** Paths of what exists and fits, as a shell has it, sorted in each directory: names with a dot in front want to be named. */
export async function* expandGlob(host: HostView, pattern: string): AsyncGenerator<string> {
  const steps = posix
    .normalize(pattern)
    .split('/')
    .filter((step) => step !== '');
  yield* below(host, '/', steps);
}

async function* below(host: HostView, at: string, steps: readonly string[]): AsyncGenerator<string> {
  const [step, ...rest] = steps;
  if (step === undefined) {
    if (await host.files.statTarget(at)) yield at;
    return;
  }
  if (!isGlob(step)) {
    yield* below(host, posix.join(at, step), rest);
    return;
  }
  for (const name of await namesIn(host, at))
    if ((!name.startsWith('.') || step.startsWith('.')) && matchGlob(step, name))
      yield* below(host, posix.join(at, name), rest);
}
