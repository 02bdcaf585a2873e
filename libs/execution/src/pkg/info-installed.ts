import { Rest } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import { fromPlain, type Value, type ValueMap } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { isTrue } from '../truth.js';

export class PkgInfoInstalledArgs {
  @Rest({ doc: 'Names of packages; without any, all that are installed.', of: 'positional' })
  names: Value[] = [];

  @Rest({
    doc: '`attr`: only these facts, with commas between them (version,size); `failhard` (default true): refuse where a package is not installed.',
    of: 'named',
    when: (name) => name === 'attr' || name === 'failhard',
  })
  options: ValueMap = new Map();
}

/** Our names of what dpkg knows. */
const facts = {
  version: 'Version',
  arch: 'Architecture',
  status: 'db:Status-Status',
  summary: 'binary:Summary',
  description: 'Description',
  group: 'Section',
  size: 'Installed-Size',
  packager: 'Maintainer',
  source: 'source:Package',
  url: 'Homepage',
} as const;
/** Control characters that no fact holds: descriptions have line breaks of their own. */
const [between, behind] = ['\x1f', '\x1e'];

export const infoInstalled = defineFunction({
  name: 'pkg.info_installed',
  doc: 'What dpkg knows of installed packages: name → version, arch, status, summary, description, group, size (KiB), packager, source, url.',
  args: PkgInfoInstalledArgs,
  example: 'pkg.info_installed openssh-server attr=version,source',
  looks: true,
  async run(host, want) {
    const attr = want.options.get('attr');
    const wanted =
      attr === undefined || attr === null
        ? undefined
        : pythonStr(attr)
            .split(',')
            .map((name) => name.trim());
    const odd = wanted?.find((name) => !(name in facts));
    if (odd !== undefined)
      throw new FunctionRefused('bad-arguments', `there is no fact ${odd}; there are ${Object.keys(facts).join(', ')}`);
    const names = want.names.map(String);
    const format = ['Package', ...Object.values(facts)].map((field) => `\${${field}}`).join(between) + behind;
    const { stdout } = await host.commands.probe(['dpkg-query', '--show', `--showformat=${format}`, '--', ...names], {
      outputLimit: 64 * 1024 * 1024,
    });
    const answers = new Map<Value, Value>();
    for (const record of stdout.split(behind)) {
      const [name = '', ...values] = record.split(between);
      const known = Object.fromEntries(Object.keys(facts).map((key, index) => [key, values[index] ?? '']));
      if (known.status !== 'installed') continue;
      const shown = Object.entries(known).filter(([key, value]) => value !== '' && (!wanted || wanted.includes(key)));
      answers.set(name, fromPlain(Object.fromEntries(shown)));
    }
    const missing = names.filter((name) => !answers.has(name));
    if (missing.length > 0 && isTrue(want.options.get('failhard') ?? true))
      throw new FunctionRefused('not-found', `not installed: ${missing.join(', ')}`, { missing });
    return answers;
  },
});
