import { HostRefusal, readOnly, type Host } from '@fleet/platform';

/** A host for functions that are called in test mode: they may look, and what would touch the machine is refused by name. */
export function lookingHost(host: Host): Host {
  const view: object = readOnly(host);
  return new Proxy(view, { get: (target, section) => guarded(Reflect.get(target, section), String(section)) }) as Host;
}

function guarded(section: unknown, name: string): unknown {
  if (typeof section !== 'object' || section === null) return section;
  return new Proxy(section, {
    get(target, method) {
      if (Reflect.has(target, method) || typeof method === 'symbol') return Reflect.get(target, method) as unknown;
      return async () => {
        throw new HostRefusal('test-mode', `${name}.${method} would touch the machine, which test mode does not`);
      };
    },
  });
}
