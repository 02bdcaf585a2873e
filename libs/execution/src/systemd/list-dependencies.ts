import { Arg } from '@fleet/arguments';
import { unitName } from '@fleet/platform';
import { defineFunction, FunctionRefused } from '../definition.js';
import { unitsOf } from '../service/units.js';
import { askSystemctl } from './ask-systemctl.js';

export class SystemdListDependenciesArgs {
  @Arg({ doc: 'A unit, with or without its suffix.', type: 'string' })
  name!: string;

  @Arg({ doc: 'What depends on it, instead of what it depends on.', type: 'boolean', default: false })
  reverse!: boolean;
}

export const listDependencies = defineFunction({
  name: 'systemd.list_dependencies',
  doc: 'The units that a unit needs, or with reverse the ones that need it, directly or not; each once, sorted.',
  args: SystemdListDependenciesArgs,
  example: 'systemd.list_dependencies docker reverse=True',
  looks: true,
  async run(host, want) {
    const [unit, ...more] = await unitsOf(host.services, want.name);
    if (unit === undefined || more.length > 0)
      throw new FunctionRefused('bad-arguments', `${want.name} names several units; ask of one`);
    const full = unitName(unit);
    const options = ['--plain', '--all', ...(want.reverse ? ['--reverse'] : [])];
    const text = await askSystemctl(host, 'list-dependencies', ...options, '--', full);
    const names = text.split('\n').map((line) => line.replace(/^[●○×*↻\s]+/, ''));
    return [...new Set(names)].filter((name) => name !== '' && name !== full).sort();
  },
});
