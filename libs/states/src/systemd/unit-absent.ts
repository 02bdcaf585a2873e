import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { planRemoval } from './parts/remove-unit.js';

export class SystemdUnitAbsentArgs {
  @Arg({
    doc: 'The unit file below /etc/systemd/system: app.service, app@.service, or app.service.d/limits.conf for a drop-in.',
    type: 'string',
  })
  name!: string;
}

export const unitAbsent = defineState({
  name: 'systemd.unit_absent',
  doc: 'Keep a unit file of the administrator from being there: what runs from it is stopped and disabled, every instance of a template; what packages bring is left alone.',
  destroys: 'The unit file and its drop-ins.',
  args: SystemdUnitAbsentArgs,
  example: 'old-app.service:\n  systemd.unit_absent: []\n',
  plan: (host, want) => planRemoval(host, want.name),
});
