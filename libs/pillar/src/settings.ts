import type { PillarSettings } from '@fleet/config';
import type { PillarCompileRequest } from './definition.js';
import { defaultSecretPatterns } from './secrets.js';

/** What a configuration says of how pillars are made, as the compiler takes it. */
export function settingsOf({
  strategy,
  mergeLists,
  includesOverride,
  scope,
  secrets,
  secretNames,
}: PillarSettings): Pick<PillarCompileRequest, 'merging' | 'scope' | 'secretPatterns'> {
  const named = secretNames.length > 0 ? [...(secrets ?? defaultSecretPatterns), ...secretNames] : secrets;
  return { merging: { strategy, mergeLists, includesOverride }, scope, ...(named && { secretPatterns: named }) };
}

/** Minions say which environment they want: its name must not lead out of the folder that is meant, nor into a hidden one. */
const folderName = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;

/**
 * The roots of a pillar in which an environment has been asked for: `__env__` stands for one that has no roots of its own, in its name as in
 * the paths of its folders.
 */
export function environmentRoots(
  roots: ReadonlyMap<string, readonly string[]>,
  environment = 'base',
): Record<string, readonly string[]> {
  const { __env__: any, ...named } = Object.fromEntries(roots);
  if (!any || Object.hasOwn(named, environment) || !folderName.test(environment)) return named;
  return { ...named, [environment]: any.map((folder) => folder.replaceAll('__env__', environment)) };
}
