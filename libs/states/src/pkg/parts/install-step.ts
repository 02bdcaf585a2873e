import { nearMatch } from '@fleet/diagnostics';
import { HostRefusal, type Host } from '@fleet/platform';
import { StepFailed } from '../../definition.js';
import type { InstallArgs } from './install.args.js';

/** Installs words (`name`, `name=version`); those in `release` are let go meanwhile, and held again also where that failed. */
export async function installPackages(
  machine: Host,
  words: readonly string[],
  want: InstallArgs,
  options: { readonly refresh: boolean; readonly release: readonly string[] },
): Promise<void> {
  if (options.release.length > 0) await machine.packages.unhold(options.release);
  try {
    await machine.packages.install(words, {
      refresh: options.refresh,
      ...(want.fromrepo === undefined ? {} : { release: want.fromrepo }),
      ...(want.install_recommends === undefined ? {} : { recommends: want.install_recommends }),
    });
  } catch (cause) {
    throw await withNearest(machine, words, cause);
  } finally {
    if (options.release.length > 0) await machine.packages.hold(options.release);
  }
}

/** Of a package that no source has, the name that was probably meant. */
async function withNearest(machine: Host, words: readonly string[], cause: unknown): Promise<unknown> {
  if (!(cause instanceof HostRefusal) || cause.code !== 'package-not-found') return cause;
  const known = await machine.packages.names();
  const names = words.map((word) => word.split('=')[0] ?? word);
  const unknown = names.filter((name) => !known.includes(name));
  const meant = unknown.flatMap((name) => {
    const nearest = nearMatch(name, known);
    return nearest === undefined ? [] : [`did you mean ${nearest} instead of ${name}?`];
  });
  return meant.length === 0 ? cause : new StepFailed(`${cause.message}\n${meant.join(' ')}`, new Map(), { cause });
}
