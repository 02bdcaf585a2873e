import { posix } from 'node:path';
import { HostRefusal, readOnly, type Host } from '@fleet/platform';

/** A host for functions that are called in test mode: they may look, and what would touch the machine is refused by name. */
export function lookingHost(host: Host): Host {
  const view: object = readOnly(host);
  return new Proxy(view, { get: (target, section) => guarded(Reflect.get(target, section), String(section)) }) as Host;
}

/**
 * The same, but commands run, and files are written below `folder`: templates of public formulas ask commands, and have files copied to the
 * minion's cache, while nothing may be applied.
 */
export function askingHost(host: Host, folder: string): Host {
  const looking = lookingHost(host);
  const below = (path: string): boolean => posix.normalize(path).startsWith(`${folder}/`);
  const files: Host['files'] = Object.assign(Object.create(looking.files) as Host['files'], {
    makeDirectory: (...given: Parameters<Host['files']['makeDirectory']>) =>
      (below(given[0]) ? host : looking).files.makeDirectory(...given),
    write: (...given: Parameters<Host['files']['write']>) => (below(given[0]) ? host : looking).files.write(...given),
  });
  const commands: Host['commands'] = Object.assign(Object.create(looking.commands) as Host['commands'], {
    run: (...given: Parameters<Host['commands']['run']>) => host.commands.run(...given),
  });
  return new Proxy(looking, {
    get: (target, section): unknown =>
      section === 'files' ? files : section === 'commands' ? commands : Reflect.get(target, section),
  });
}

function guarded(section: unknown, name: string): unknown {
  if (typeof section !== 'object' || section === null) return section;
  return new Proxy(section, {
    get(target, method) {
      if (Reflect.has(target, method) || typeof method === 'symbol') return Reflect.get(target, method) as unknown;
      return async () => {
        throw new HostRefusal('test-mode', `${name}.${method} would touch the machine, and nothing is applied`);
      };
    },
  });
}
