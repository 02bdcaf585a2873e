import { Arg } from '@fleet/arguments';
import { fromPlain, type Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { askSystemctl } from './ask-systemctl.js';

export class SystemdListUnitsArgs {
  @Arg({ doc: 'Glob over names.', type: 'string', default: '*' })
  pattern!: string;

  @Arg({ doc: 'Only units of this type, such as service or timer.', type: 'string', optional: true })
  type?: string;

  @Arg({ doc: 'Only units in this state, such as active or failed.', type: 'string', optional: true })
  state?: string;

  @Arg({ doc: 'Also units that are loaded and not active.', type: 'boolean', default: false })
  all!: boolean;
}

export const listUnits = defineFunction({
  name: 'systemd.list_units',
  doc: 'The units that systemd has loaded: name → {load, active, sub, description}.',
  args: SystemdListUnitsArgs,
  example: 'systemd.list_units state=failed',
  looks: true,
  async run(host, want) {
    const options = [
      ...(want.all ? ['--all'] : []),
      ...(want.type === undefined ? [] : [`--type=${want.type}`]),
      ...(want.state === undefined ? [] : [`--state=${want.state}`]),
    ];
    const text = await askSystemctl(host, 'list-units', '--output=json', ...options, '--', want.pattern);
    const units = JSON.parse(text) as {
      unit: string;
      load: string;
      active: string;
      sub: string;
      description: string;
    }[];
    return new Map(
      units.map(({ unit, load, active, sub, description }): [Value, Value] => [
        unit,
        fromPlain({ load, active, sub, description }),
      ]),
    );
  },
});
