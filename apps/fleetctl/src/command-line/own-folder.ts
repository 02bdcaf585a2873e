import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where an operator's own files lie. `undefined` where nobody knows: a service without a home, or one that is no path. */
export function ownFolder(environment: NodeJS.ProcessEnv, home = homeFolder()): string | undefined {
  return folderIn(environment['XDG_CONFIG_HOME'], '.config', home);
}

/** For what may be deleted at any time. */
export function cacheFolder(environment: NodeJS.ProcessEnv, home = homeFolder()): string | undefined {
  return folderIn(environment['XDG_CACHE_HOME'], '.cache', home);
}

/** A relative path would mean another folder wherever fleetctl is called, and perhaps somebody else's. */
function folderIn(given: string | undefined, usual: string, home: string): string | undefined {
  if (given !== undefined && isAbsolute(given)) return join(given, 'fleet');
  return isAbsolute(home) ? join(home, usual, 'fleet') : undefined;
}

/** Empty where the machine knows none: HOME is not set, and the user has no entry. */
export function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}
