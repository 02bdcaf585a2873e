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

/** The candidate that `apt-cache policy` names; it prints nothing at all for a name that no source has. */
export function parsePolicy(text: string): string | undefined {
  const candidate = /^ {2}Candidate: (.+)$/m.exec(text)?.[1];
  return candidate === undefined || candidate === '(none)' ? undefined : candidate;
}
