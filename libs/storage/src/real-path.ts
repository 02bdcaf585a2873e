import type { HostView } from '@fleet/platform';

/** The path with every symlink resolved, as far as it exists; what does not exist stays as it is. */
export async function realPath(host: HostView, path: string): Promise<string> {
  let waiting = path.split('/');
  let done = '';
  for (let hops = 0; waiting.length > 0;) {
    const [name = '', ...rest] = waiting;
    waiting = rest;
    if (name === '' || name === '.') continue;
    if (name === '..') {
      done = done.slice(0, Math.max(done.lastIndexOf('/'), 0));
      continue;
    }
    const target = (await host.files.stat(`${done}/${name}`))?.target;
    hops += target === undefined ? 0 : 1;
    // The kernel gives up after as many.
    if (target === undefined || hops > 40) done = `${done}/${name}`;
    else {
      if (target.startsWith('/')) done = '';
      waiting = [...target.split('/'), ...waiting];
    }
  }
  return done || '/';
}
