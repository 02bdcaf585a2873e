/** What a machine answers that has run out of something, or whose disk gives up. */
const troubles: Readonly<Record<string, string>> = {
  ENOSPC: 'a disk of this minion is full',
  EDQUOT: 'a disk quota of this minion is used up',
  EROFS: 'a file system of this minion is read-only',
  EIO: 'a disk of this minion fails',
  ENOMEM: 'this minion has no memory left',
  EAGAIN: 'this minion can begin no more processes',
  EMFILE: 'fleet-minion has too many open files',
  ENFILE: 'this minion has too many open files',
};

/** A sentence for the operator where the machine is to blame for an error, at the bottom of it; `undefined` where we may be. */
export function machineTrouble(error: unknown): string | undefined {
  for (let at = error as Partial<NodeJS.ErrnoException> | undefined; at; at = at.cause as typeof at) {
    const trouble = troubles[at.code ?? ''];
    if (trouble !== undefined) return `${trouble} (${at.message})`;
  }
  return undefined;
}

/** The same, or what the error says itself. */
export function inWords(error: unknown): string {
  return machineTrouble(error) ?? (error instanceof Error ? error.message : String(error));
}
