import { FunctionRefused } from '../definition.js';

/**
 * The path of something that is to be changed, without a slash at its end. The minion has no directory that a person could mean.
 * @throws FunctionRefused `bad-arguments` for what is not absolute
 */
export function absolutePath(path: string): string {
  if (!path.startsWith('/') || path.includes('\0'))
    throw new FunctionRefused('bad-arguments', `${JSON.stringify(path)} is not an absolute path`);
  return path.replace(/(?<=.)\/+$/, '');
}
