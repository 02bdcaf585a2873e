import type { Files, Host, Ownership } from '@fleet/platform';

/** A host on which new files, new directories and commands lack the permission bits of `umask`, where nothing else gives a mode. */
export function umaskedHost(host: Host, umask: number): Host {
  const files: Files = withMethods(host.files, {
    async write(path, content, ownership, options) {
      const known = ownership?.mode !== undefined || (await host.files.statTarget(path)) !== undefined;
      return host.files.write(path, content, known ? ownership : masked(ownership, 0o666, umask), options);
    },
    makeDirectory: (path, ownership, options) =>
      host.files.makeDirectory(
        path,
        ownership?.mode === undefined ? masked(ownership, 0o777, umask) : ownership,
        options,
      ),
  });
  const commands = withMethods(host.commands, {
    run: (command, options) => host.commands.run(command, { umask, ...options }),
    probe: (command, options) => host.commands.probe(command, { umask, ...options }),
  });
  return withMethods(host, { files, commands });
}

function masked(ownership: Ownership | undefined, bits: number, umask: number): Ownership {
  return { ...ownership, mode: bits & ~umask };
}

/** The same thing with some of its members replaced; methods of the original keep their `this`. */
function withMethods<T extends object>(original: T, replaced: Partial<T>): T {
  return new Proxy(original, {
    get(target, key) {
      if (Object.hasOwn(replaced, key)) return Reflect.get(replaced, key) as unknown;
      const member: unknown = Reflect.get(target, key, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
