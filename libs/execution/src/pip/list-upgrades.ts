import { defineFunction } from '../definition.js';
import { installedPackages } from './installed.js';
import { PipPlaceArgs } from './place.args.js';

export const listUpgrades = defineFunction({
  name: 'pip.list_upgrades',
  doc: 'The packages of which there is a newer version, with that version; the index is asked.',
  args: PipPlaceArgs,
  example: 'pip.list_upgrades bin_env=/opt/app/venv',
  looks: true,
  async run(host, want, context) {
    const newer = await installedPackages(host, want, context, '--outdated');
    return new Map([...newer.values()].map(({ name, latest = '' }) => [name, latest]));
  },
});
