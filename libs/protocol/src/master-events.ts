import type { MasterEventData, MasterEventKind } from './master-event-data.js';

export interface MasterEventRow<Kind extends MasterEventKind> {
  readonly about: string;
  /** What a reader finds under each name of the payload. */
  readonly data: { readonly [Field in keyof Required<MasterEventData[Kind]>]: string };
}

const call = {
  function: 'what was called',
  target: '`type` and `expression`',
  args: 'list, redacted',
  kwargs: 'mapping, redacted',
} as const;
const key = { key: "the minion's public key", fingerprint: 'of the key' } as const;
const decided = { ...key, by: 'who decided: an operator, `autosign`, or the join token' } as const;
const asked = { operator: 'who asked', function: 'what was called' } as const;

const standing = {
  ...asked,
  wave: 'the present one; the first is 1',
  waves: 'how many there are',
  failures: 'minions that failed so far',
  reason: 'why it is so',
} as const;

/** Every kind, with what its payload holds. docs/events.md has the same, and a spec compares. */
export const masterEvents: { readonly [Kind in MasterEventKind]: MasterEventRow<Kind> } = {
  'job/JID/new': {
    about: 'a job was written down, and is sent',
    data: {
      ...call,
      operator: 'who asked; `schedule:NAME` where a schedule did',
      minions: 'how many are expected to return',
      revision: 'of the state tree, where the function reads it',
      queued: 'true: it waits for those that are away',
      rollout: 'the rollout that it is a step of',
      step: '`canary`, `wave 2`, a gate, or `revert`',
    },
  },
  'job/JID/ret/MINION': {
    about: 'a return of a minion is stored',
    data: {
      function: 'what was called',
      success: 'true or false',
      retcode: '0, or an exit code',
      duration: 'milliseconds',
      fault: 'the code of the fault, where there was one',
      late: 'true: the job had ended before',
    },
  },
  'job/JID/end': {
    about: 'nobody is waited for any more',
    data: {
      function: 'what was called',
      operator: 'who asked',
      expected: 'minions that the job was for',
      returned: 'those that returned',
      failed: 'those that returned a failure',
      silent: 'the first 100 that did not: `minion` and `reason`',
      more: 'how many more were silent',
    },
  },
  'key/MINION/pending': {
    about: 'a new key asks to be let in',
    data: { ...key, token: 'the join token that it came with', address: 'where it came from' },
  },
  'key/MINION/accepted': {
    about: 'a key was accepted',
    data: { ...decided, replaced: 'the key whose place it takes' },
  },
  'key/MINION/rejected': { about: 'a key was rejected', data: decided },
  'key/MINION/deleted': { about: 'a key was forgotten', data: decided },
  'drift/MINION': {
    about: 'a minion begins to drift, or is as it is wished again',
    data: {
      drifts: 'whether it does',
      chunks: 'how many chunks',
      corrective: 'of them: the machine moved',
      intentional: 'of them: the wish moved',
      jid: 'of the job that found it',
    },
  },
  'minion/MINION/up': { about: 'a minion came', data: { version: 'of the minion' } },
  'minion/MINION/down': {
    about: 'a minion went',
    data: {
      reason:
        '`code`: `left` (it said goodbye), `connection` (with what the server `says`), `no-heartbeat` (`silent` for so many milliseconds)',
    },
  },
  'minion/MINION/duplicate': {
    about: 'two machines use one key, or do no more',
    data: { found: 'true where it begins, false where it is over' },
  },
  'approval/ID/requested': {
    about: 'a call waits for somebody else to say yes',
    data: {
      ...call,
      operator: 'who asked',
      minions: 'how many it is for',
      by: 'roles whose holders may approve; empty: whoever has the right',
      needed: 'how many have to',
    },
  },
  'approval/ID/approved': { about: 'somebody said yes', data: { by: 'who', ...asked } },
  'approval/ID/denied': { about: 'somebody said no', data: { by: 'who', ...asked } },
  'approval/ID/started': {
    about: 'enough said yes, and it began',
    data: { ...asked, jid: 'of the job', rollout: 'or of the rollout' },
  },
  'approval/ID/void': {
    about: 'enough said yes, and the job could not begin',
    data: { ...asked, reason: 'why not' },
  },
  'rollout/ID/new': {
    about: 'a rollout was written down',
    data: {
      ...call,
      operator: 'who asked',
      minions: 'how many it is for',
      waves: 'in how many waves',
      revision: 'of the state tree',
    },
  },
  'rollout/ID/wave': { about: 'the next wave begins; the canary is the first', data: standing },
  'rollout/ID/paused': { about: 'nothing begins until it is resumed', data: { ...standing, by: 'who paused it' } },
  'rollout/ID/resumed': { about: 'it goes on', data: standing },
  'rollout/ID/reverting': { about: 'more failed than may, and it goes back', data: standing },
  'rollout/ID/done': { about: 'every wave is through', data: standing },
  'rollout/ID/failed': { about: 'more failed than may, or it could not go on or back', data: standing },
  'rollout/ID/reverted': { about: 'everybody is back at the tree of before', data: standing },
  'rollout/ID/aborted': { about: 'somebody ended it', data: standing },
  'operator/NAME/invited': { about: 'an operator was invited', data: { roles: 'that it will hold', by: 'who did' } },
  'operator/NAME/joined': {
    about: 'an operator logged in for the first time',
    data: { roles: 'that it holds', by: 'who had invited it', key: 'its public key' },
  },
  'operator/NAME/roles': {
    about: 'an operator got other roles',
    data: { roles: 'from now on', before: 'until now', by: 'who did' },
  },
  'operator/NAME/revoked': {
    about: 'an operator or its invitation was revoked',
    data: { by: 'who did', key: 'its public key; absent for an invitation' },
  },
  'master/started': { about: 'the master answers', data: { version: 'of the master' } },
  'master/stopped': { about: 'the master was told to stop', data: { version: 'of the master' } },
  'sink/NAME/test': {
    about: 'somebody tries a sink: it goes there alone, with the sequence 0',
    data: { by: 'who does' },
  },
};
