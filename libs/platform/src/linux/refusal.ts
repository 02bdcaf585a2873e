import { HostRefusal } from '../host.js';

/** Awaits what a system call answers; its "no" becomes a refusal that names the path. */
export async function refusing<T>(action: string, path: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw asRefusal(action, path, error);
  }
}

export function asRefusal(action: string, path: string, error: unknown): unknown {
  const code = errnoOf(error);
  return code === undefined
    ? error
    : new HostRefusal(code, `cannot ${action} ${path}: ${sentences[code] ?? code}`, { path }, { cause: error });
}

export function errnoOf(error: unknown): string | undefined {
  // By shape: under a test runner the errors of node's own modules are of another realm's class.
  if (typeof error !== 'object' || error === null || error instanceof HostRefusal) return undefined;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall !== undefined && typeof code === 'string' ? code : undefined;
}

/** What people read; other codes stand for themselves. */
export const sentences: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  ENOTDIR: 'a part of the path is not a directory',
  EISDIR: 'it is a directory',
  EEXIST: 'it exists already',
  ENOTEMPTY: 'the directory is not empty',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only',
  ELOOP: 'too many symlinks',
  EXDEV: 'source and destination are on different file systems',
  ENAMETOOLONG: 'the name is too long',
  EBUSY: 'it is busy',
  ETXTBSY: 'the program is running',
  EINVAL: 'invalid argument',
};
