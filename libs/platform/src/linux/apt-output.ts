import type { FetchedList, PackageChange } from '../host.js';

/** Versions by name from `dpkg-query`; only what is unpacked and configured counts as installed. */
export function parseInstalled(text: string): Map<string, string> {
  const versions = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [status = '', name, version] = line.split('\t');
    // Second letter: the state the package is in; the first is what is wanted of it (a held package is `hi`).
    if (status[1] === 'i' && name && version) versions.set(name, version);
  }
  return versions;
}

/** The candidates that `apt-cache policy` names; it prints nothing at all for a name that no source has. */
export function parsePolicies(text: string): Map<string, string> {
  const candidates = new Map<string, string>();
  let name = '';
  for (const line of text.split('\n')) {
    name = /^(\S+):$/.exec(line)?.[1] ?? name;
    const candidate = /^ {2}Candidate: (.+)$/.exec(line)?.[1];
    if (candidate !== undefined && candidate !== '(none)') candidates.set(name, candidate);
  }
  return candidates;
}

/** What `apt-get -s` would do, one line for each package: `Inst name [old] (new origin [arch])`, `Remv name [old]`. */
export function parseSimulated(text: string): PackageChange[] {
  return text.split('\n').flatMap((line) => {
    const [, verb, name, from, to] =
      /^(Inst|Remv|Purg) (\S+?)(?::\w+)?(?: \[(\S+)\])?(?: \((\S+).*)?$/.exec(line) ?? [];
    if (name === undefined) return [];
    return [{ name, ...(from !== undefined && { from }), ...(verb === 'Inst' && to !== undefined && { to }) }];
  });
}

/** What `apt-get update` tells of each list; a list is told several times, and the last word counts. */
export function parseFetched(text: string): FetchedList[] {
  const lists = new Map<string, FetchedList['outcome']>();
  const outcomes = { Hit: 'unchanged', Get: 'fetched', Err: 'failed', Ign: 'ignored' } as const;
  for (const line of text.split('\n')) {
    const [, word = '', list] = /^(Hit|Get|Err|Ign):\d+ (.*?)(?: \[[\d.,]+ \w+\])?$/.exec(line) ?? [];
    if (list !== undefined) lists.set(list, outcomes[word as keyof typeof outcomes]);
  }
  return [...lists].map(([list, outcome]) => ({ list, outcome }));
}
