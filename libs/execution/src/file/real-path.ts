import { posix } from 'node:path';
import type { HostView } from '@fleet/platform';

/** More symlinks in one path lead in a circle. */
const mostLinks = 40;

/** A path with every symlink in it followed; what does not exist stays as it is written. */
export async function realPath(host: HostView, path: string): Promise<string> {
  let at = '/';
  let steps = posix
    .normalize(path)
    .split('/')
    .filter((step) => step !== '');
  for (let links = 0; steps.length > 0;) {
    const [step = '', ...rest] = steps;
    const next = posix.join(at, step);
    const found = await host.files.stat(next);
    if (found?.target !== undefined && (links += 1) <= mostLinks) {
      if (posix.isAbsolute(found.target)) at = '/';
      steps = [...found.target.split('/').filter((part) => part !== ''), ...rest];
    } else {
      at = next;
      steps = rest;
    }
  }
  return at;
}
