import { resolve } from 'node:path';

/** Environment → folders. Relative folders are under the root. Without a setting: `base`, at its usual place. */
export function roots(
  setting: Readonly<Record<string, readonly string[]>> | undefined,
  usual: string,
  root: string,
): ReadonlyMap<string, readonly string[]> {
  if (!setting) return new Map([['base', [usual]]]);
  return new Map(
    Object.entries(setting).map(([environment, folders]) => [
      environment,
      folders.map((folder) => resolve(root, folder)),
    ]),
  );
}
