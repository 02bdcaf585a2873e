import { HostRefusal, type CommandResult } from '../host.js';
import { toolFailed } from './tools.js';

/** In apt's words, and in those of dpkg, which apt-mark hands on. */
const locked =
  /Could not get lock|Unable to lock directory|Unable to acquire the dpkg frontend lock|lock(?: for \S+)? (?:was|is) locked by another process/;

/** Another apt or dpkg is at work. */
export function isLocked(result: CommandResult): boolean {
  return result.exitCode !== 0 && locked.test(result.all);
}

interface Kind {
  readonly said: RegExp;
  readonly code: string;
  /** What to do about it; without, apt's own words are the best there are. */
  readonly sentence?: (found: RegExpExecArray, all: string) => string;
}

/** What apt and dpkg say, and what it means for whoever asked. The first that fits. */
const kinds: readonly Kind[] = [
  {
    said: /Unable to locate package|has no installation candidate|Version '.*' for '.*' was not found/,
    code: 'package-not-found',
  },
  {
    said: locked,
    code: 'locked',
    sentence: (_found, all) => {
      const [, pid, program] = /(?:held by process|another process with pid) (\d+)(?: \(([^)]*)\))?/.exec(all) ?? [];
      const who = program === undefined ? `process ${pid}` : `process ${pid} (${program})`;
      return `${pid === undefined ? 'another package manager' : who} has held the lock of the packages for too long; wait until it has ended, then try again`;
    },
  },
  {
    said: /dpkg was interrupted/,
    code: 'interrupted',
    sentence: () =>
      'dpkg was interrupted, and packages are half installed; run `dpkg --configure -a` on the machine, then try again',
  },
  {
    said: /No space left on device|enough free space in (\S+)/,
    code: 'ENOSPC',
    sentence: ([, where]) =>
      `the disk is full${where === undefined ? '' : ` (${where.replace(/\.$/, '')})`}; make room (\`apt-get clean\` drops what was downloaded), then try again`,
  },
  {
    said: /Held packages were changed/,
    code: 'held',
    sentence: (_found, all) => {
      const names = /held packages will be changed:\n((?: +.*\n)+)/.exec(all)?.[1]?.trim().split(/\s+/) ?? [];
      return `${names.join(', ') || 'a package'} is held at its version; let it go first (\`pkg.unheld\`, or \`hold: False\`)`;
    },
  },
  {
    said: /(?:Failed to fetch|Unable to fetch some archives|Could not resolve) ?(\S*)/,
    code: 'unreachable',
  },
];

/** The refusal of an apt or dpkg that ended badly. */
export function aptRefusal(argv: readonly string[], result: CommandResult): HostRefusal {
  const raw = toolFailed(argv, result);
  for (const { said, code, sentence } of kinds) {
    const found = said.exec(result.all);
    if (found) return new HostRefusal(code, sentence?.(found, result.all) ?? raw.message, raw.fields);
  }
  return raw;
}
