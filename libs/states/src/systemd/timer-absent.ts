import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { planRemoval } from './parts/remove-unit.js';

export class SystemdTimerAbsentArgs {
  @Arg({ doc: 'The timer, with or without .timer.', type: 'string' })
  name!: string;
}

export const timerAbsent = defineState({
  name: 'systemd.timer_absent',
  doc: 'Keep a timer of the administrator from being there: it is stopped, disabled and removed; the unit that it starts stays.',
  destroys: 'The unit files and their drop-ins.',
  args: SystemdTimerAbsentArgs,
  example: 'backup:\n  systemd.timer_absent: []\n',
  plan: (host, want) => planRemoval(host, want.name.endsWith('.timer') ? want.name : `${want.name}.timer`),
});
