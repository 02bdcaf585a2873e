import type { ToolboxModule } from '../toolbox.js';

const jid = '20260101000000000000';
const elsewhere = 'proved in minion-services.lab.spec.ts: it needs a daemon that works on other jobs';

export const toolbox: ToolboxModule = {
  module: 'saltutil',
  prepare:
    'mkdir -p /root/toolbox/saltutil/minion/var/cache/fleet/minion/files/base && touch /root/toolbox/saltutil/minion/var/cache/fleet/minion/files/base/x',
  functions: [
    { call: ['saltutil.running'], value: [] },
    { call: ['saltutil.find_job', jid], value: {} },
    { call: ['saltutil.find_job', '7'], refused: /20 digits/, retcode: 2 },
    { call: ['saltutil.is_running', 'state.*'], value: [] },
    { call: ['saltutil.kill_job', jid], value: `job ${jid} does not run on this minion`, retcode: 1 },
    { call: ['saltutil.term_job', jid], value: `job ${jid} does not run on this minion`, retcode: 1 },
    { call: ['saltutil.signal_job', jid, 'USR1'], value: `job ${jid} does not run on this minion`, retcode: 1 },
    { call: ['saltutil.refresh_grains'], value: true },
    { call: ['saltutil.refresh_pillar'], value: true },
    { call: ['saltutil.refresh_modules'], value: true },
    { call: ['saltutil.sync_all'], value: { grains: [], modules: [], states: [] } },
    { call: ['saltutil.sync_grains'], value: [] },
    { call: ['saltutil.sync_modules'], value: [] },
    { call: ['saltutil.sync_states'], value: [] },
    {
      call: ['saltutil.clear_cache'],
      value: true,
      seen: { 'ls -A /root/toolbox/saltutil/minion/var/cache/fleet/minion': '' },
    },
  ],
  skipped: { 'saltutil.kill_all_jobs': elsewhere, 'saltutil.term_all_jobs': elsewhere },
};
