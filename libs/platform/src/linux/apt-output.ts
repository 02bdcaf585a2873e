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
