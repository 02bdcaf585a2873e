import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const fine = expect.objectContaining({ result: true });
const refused = (comment: RegExp): unknown =>
  expect.objectContaining({ result: false, comment: expect.stringMatching(comment) });

export const toolbox: ToolboxModule = {
  module: 'schedule',
  states: [
    `nightly:
  schedule.present:
    - function: state.apply
    - cron: "0 3 * * *"
    - splay: 600
    - job_kwargs: {test: true}
`,
    'nightly:\n  schedule.disabled: []\n',
    'nightly:\n  schedule.enabled: []\n',
  ],
  seen: { 'stat -c %a /root/toolbox/schedule/minion/var/lib/fleet/minion/schedule.json': '600\n' },
  functions: [
    { call: ['schedule.list'], value: { nightly: expect.objectContaining({ cron: '0 3 * * *', enabled: true }) } },
    { call: ['schedule.add', 'often', 'function=test.ping', 'minutes=5'], value: fine },
    {
      call: ['schedule.add', 'often', 'function=test.ping', 'minutes=5'],
      value: refused(/already exists/),
      retcode: 1,
    },
    {
      call: ['schedule.add', 'never', 'function=test.ping', 'cron=now and then'],
      value: refused(/five or six/),
      retcode: 1,
    },
    { call: ['schedule.modify', 'often', 'function=test.ping', 'minutes=6'], value: fine },
    { call: ['schedule.disable_job', 'often'], value: fine },
    { call: ['schedule.is_enabled', 'often'], value: false },
    { call: ['schedule.enable_job', 'often'], value: fine },
    { call: ['schedule.disable'], value: fine },
    { call: ['schedule.is_enabled'], value: false },
    { call: ['schedule.enable'], value: fine },
    { call: ['schedule.save'], value: fine },
    { call: ['schedule.reload'], value: fine },
    { call: ['schedule.show_next_fire_time', 'often'], value: refused(/no daemon/), retcode: 1 },
    { call: ['schedule.run_job', 'often'], refused: /runs as a daemon/ },
    { call: ['schedule.delete', 'often'], value: fine },
    { call: ['schedule.delete', 'often'], value: refused(/does not exist/), retcode: 1 },
  ],
  after: ['nightly:\n  schedule.absent: []\n'],
  skipped: {
    'schedule.purge': 'it would take away what the states of this module are held to; proved by its unit spec',
  },
};
