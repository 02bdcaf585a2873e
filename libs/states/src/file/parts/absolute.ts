/** Why a path cannot be managed, or `undefined`: states name entries absolutely and without detours. */
export function pathProblem(path: string): string | undefined {
  if (!path.startsWith('/')) return `${path} is not an absolute path`;
  if (path.includes('\0')) return 'the path holds a NUL character';
  return undefined;
}

export function parentOf(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed.slice(0, trimmed.lastIndexOf('/')) || '/';
}

export function nameOf(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** Without doubled or trailing slashes and `.` steps; `..` is kept, since symlinks give it a meaning of its own. */
export function tidyPath(path: string): string {
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  return `/${steps.join('/')}`;
}
