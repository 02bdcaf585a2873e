/** Folders above an artifact, and bytes of one step and of the whole: what every file system takes. */
const most = { depth: 32, step: 255, path: 1024 };

/** Why a path cannot be one of an artifact: both ends ask, and the master has the last word. `undefined`: it can. */
export function artifactPathProblem(path: string): string | undefined {
  if (Buffer.byteLength(path) > most.path) return `it has more than ${most.path} bytes`;
  // Half a surrogate pair has no name on a disk: several such paths would be one file there.
  if (/[\p{Cc}\p{Cs}\\]/u.test(path)) return 'it has control characters, half characters or backslashes';
  const steps = path.split('/');
  if (steps.length > most.depth) return `it has more than ${most.depth} folders`;
  if (steps.some((step) => step === '' || step === '.' || step === '..'))
    return 'it is not a plain relative path: a/b/c, without . and ..';
  if (steps.some((step) => Buffer.byteLength(step) > most.step)) return `a name in it has more than ${most.step} bytes`;
  return undefined;
}
