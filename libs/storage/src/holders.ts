import { HostRefusal, type HostView } from '@fleet/platform';
import { mountDetails } from './mounts.js';

export interface Holder {
  readonly pid: number;
  readonly name: string;
}

const most = 8;

/** Processes that work in a folder or have a file below it open, as far as they may be seen; the first of them. */
export async function holdersOf(host: HostView, place: string): Promise<Holder[]> {
  const below = place === '/' ? '/' : `${place}/`;
  const holders: Holder[] = [];
  for (const entry of await names(host, '/proc')) {
    if (holders.length === most) break;
    if (!/^\d+$/.test(entry)) continue;
    const own = `/proc/${entry}`;
    const links = [...['cwd', 'root', 'exe'].map((link) => `${own}/${link}`)];
    links.push(...(await names(host, `${own}/fd`)).map((link) => `${own}/fd/${link}`));
    for (const link of links) {
      const target = await targetOf(host, link);
      if (target === undefined || (target !== place && !target.startsWith(below))) continue;
      holders.push({ pid: Number(entry), name: await nameOf(host, own) });
      break;
    }
  }
  return holders;
}

/** `sleep (3179), bash (42)`; '' where nobody is seen to hold it. */
export function holdersText(holders: readonly Holder[]): string {
  return holders.map(({ pid, name }) => `${name} (${pid})`).join(', ');
}

/** Why a folder cannot be unmounted, as a sentence behind another one; '' where nothing is seen that holds it. */
export async function whoHolds(host: HostView, place: string): Promise<string> {
  const below = (await mountDetails(host)).filter((mount) => mount.place.startsWith(`${place}/`));
  const holders = holdersText(await holdersOf(host, place));
  const mounted = below.length === 0 ? '' : ` Below it is mounted ${below.map((mount) => mount.place).join(', ')}.`;
  return `${mounted}${holders === '' ? '' : ` It is held by ${holders}: stop them first.`}`;
}

/** Processes end while one looks, and some do not let themselves be looked at. */
async function unlessGone<T>(look: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await look();
  } catch (cause) {
    if (cause instanceof HostRefusal) return otherwise;
    throw cause;
  }
}

function names(host: HostView, path: string): Promise<string[]> {
  return unlessGone(() => host.files.list(path), []);
}

function targetOf(host: HostView, path: string): Promise<string | undefined> {
  return unlessGone(async () => (await host.files.stat(path))?.target, undefined);
}

function nameOf(host: HostView, own: string): Promise<string> {
  return unlessGone(async () => (await host.files.read(`${own}/comm`)).toString('utf8').trim(), 'a process');
}
