import { Rest } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';

export class PkgOwnerArgs {
  @Rest({ doc: 'Absolute paths of files.', of: 'positional' })
  paths: Value[] = [];
}

export const owner = defineFunction({
  name: 'pkg.owner',
  doc: 'The package that a file belongs to, or an empty text; of several, path → package.',
  args: PkgOwnerArgs,
  example: 'pkg.owner /usr/sbin/sshd',
  looks: true,
  async run(host, want) {
    const paths = want.paths.map(String);
    const bad = paths.find((path) => !path.startsWith('/'));
    if (bad !== undefined || paths.length === 0)
      throw new FunctionRefused('bad-arguments', `${bad ?? 'a path'}: name files by their absolute paths`);
    // Where /bin is a link to /usr/bin, dpkg knows a file by the path of its package alone.
    const asked = [...new Set(paths.flatMap((path) => [path, otherPath(path)]))];
    const { stdout } = await host.commands.probe(['dpkg-query', '--search', '--', ...asked]);
    const owners = new Map<string, string>();
    for (const line of stdout.split('\n')) {
      const [, names, path] = /^((?!diversion by ).+?): (\/.*)$/.exec(line) ?? [];
      if (names !== undefined && path !== undefined) owners.set(path, names.replace(/:\w+/g, ''));
    }
    const answers = paths.map((path): [Value, Value] => [path, owners.get(path) ?? owners.get(otherPath(path)) ?? '']);
    return paths.length === 1 ? (answers[0]?.[1] ?? '') : new Map(answers);
  },
});

function otherPath(path: string): string {
  return path.startsWith('/usr/') ? path.slice(4) : `/usr${path}`;
}
