import type { HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';

const folder = '/usr/share/zoneinfo';

/** Where the rules of a zone lie. @throws FunctionRefused for what is no zone of this machine */
export async function zoneFile(host: HostView, called: string, zone: string): Promise<string> {
  if (!/^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/.test(zone))
    throw new FunctionRefused('bad-arguments', `${called}: ${JSON.stringify(zone)} is not the name of a time zone`);
  const path = `${folder}/${zone}`;
  if ((await host.files.statTarget(path))?.kind === 'file') return path;
  throw new FunctionRefused(
    'not-found',
    `this machine does not know the time zone ${zone} (the package tzdata has them)`,
  );
}

/** Every zone that the machine has rules for, sorted. */
export async function zones(host: HostView, below = ''): Promise<string[]> {
  const found: string[] = [];
  for (const name of await host.files.list(`${folder}${below && `/${below}`}`)) {
    // Beside the zones lie lists of them, and two further trees of the same.
    if (/^(posix|right)$|^(posixrules|localtime|leap.*|.*\.(tab|list|zi))$/.test(name)) continue;
    const zone = below === '' ? name : `${below}/${name}`;
    const kind = (await host.files.statTarget(`${folder}/${zone}`))?.kind;
    if (kind === 'directory') found.push(...(await zones(host, zone)));
    else if (kind === 'file') found.push(zone);
  }
  return found.sort();
}
