import { Rest } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { askTool } from '../tool.js';

export class PkgListRepoPkgsArgs {
  @Rest({ doc: 'Names of packages.', of: 'positional' })
  names: Value[] = [];
}

export const listRepoPkgs = defineFunction({
  name: 'pkg.list_repo_pkgs',
  doc: 'Every version of packages that the sources offer, the newest first: name → versions.',
  args: PkgListRepoPkgsArgs,
  example: 'pkg.list_repo_pkgs docker-ce',
  looks: true,
  async run(host, want) {
    const names = want.names.map(String);
    if (names.length === 0) throw new FunctionRefused('bad-arguments', 'name at least one package');
    const versions = new Map<Value, Value[]>(names.map((name) => [name, []]));
    for (const line of (await askTool(host, ['apt-cache', 'madison', '--', ...names])).split('\n')) {
      const [name = '', version] = line.split('|').map((part) => part.trim());
      const known = versions.get(name);
      if (known && version !== undefined && !known.includes(version)) known.push(version);
    }
    return versions as Map<Value, Value>;
  },
});
