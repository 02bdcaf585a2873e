import { describe, expect, it } from '@jest/globals';
import { LedgerUnusable } from '@fleet/identity';
import type { Acknowledgement, Command, Notice, Return } from '@fleet/protocol';
import { HeardJobs } from './heard-jobs.js';
import { handleCommand, clockSkew, type CommandDesk } from './handle-command.js';
import { Turns } from './turns.js';
import { RefusedJobs } from './refused-jobs.js';
import { JobsUnderWay } from './running-jobs.js';

const now = 1_000_000;
const me = `U${'A'.repeat(55)}`;
const other = `U${'B'.repeat(55)}`;

const command: Command = {
  kind: 'command',
  v: 1,
  jid: '20260101000000000001',
  issued: now,
  epoch: 5,
  expires: now + 60_000,
  audience: { everyone: true },
  target: { type: 'glob', expression: '*' },
  function: 'test.ping',
  args: '[]',
  kwargs: '{}',
  operator: 'admin',
};

const envelope = (message: unknown, signature = 'good'): Uint8Array =>
  Buffer.from(JSON.stringify({ v: 1, kid: 'kid', text: JSON.stringify(message), signature }));

/** A desk that writes down what happens, in order. */
function desk(overrides: Partial<CommandDesk> = {}) {
  const life: string[] = [];
  const seen = new Set<string>();
  const acknowledged: Acknowledgement[] = [];
  const returned: Return[] = [];
  const made: CommandDesk = {
    minion: { id: 'web1', key: me },
    verify: (signed) =>
      signed.signature === 'good' ? (signed.text.includes('"notice":') ? 'notice' : 'command') : undefined,
    admitEpoch: (epoch) => epoch >= 5,
    unseal: (jid, sealed) => (sealed === `for ${jid}` ? { args: '["opened"]', kwargs: '{}' } : undefined),
    disabled: (name) => (name.startsWith('cmd.') ? `${name} is disabled on this minion` : undefined),
    known: (jid) => seen.has(jid),
    refusals: new RefusedJobs(),
    turns: new Turns(),
    heard: new HeardJobs(),
    held: (name) => name === 'service.restart',
    admit: (jid) => !seen.has(jid) && Boolean(seen.add(jid)),
    matches: (target) => target.expression === '*',
    touches: (name) => name.startsWith('state.'),
    journal: {
      begin: async (entry, { durable }) => void life.push(`begin ${entry.function} ${durable}`),
      end: async () => void life.push('end'),
    },
    outbox: {
      has: (jid) => returned.some((message) => message.jid === jid),
      put: async (message, { durable, kept }) => {
        life.push(`put ${message.fault?.code ?? message.value} ${durable}`);
        returned.push(message);
        await kept?.();
      },
    },
    running: new JobsUnderWay(2),
    acknowledge: (message) => {
      life.push(message.accepted ? 'ack' : `nack ${message.fault?.code}`);
      acknowledged.push(message);
    },
    run: async () => {
      life.push('run');
      return { value: true, retcode: 0 };
    },
    rest: async () => undefined,
    notice: async (notice) => void life.push(notice),
    refused: (why) => void life.push(`refused ${why}`),
    now: () => now,
    ...overrides,
  };
  return { desk: made, life, acknowledged, returned };
}

describe('a command', () => {
  it('is journaled, acknowledged, run, put into the outbox and only then forgotten', async () => {
    const { desk: made, life, returned } = desk();
    await handleCommand(envelope(command), made);
    expect(life).toEqual(['begin test.ping false', 'ack', 'run', 'put true false', 'end']);
    expect(returned[0]).toEqual({
      kind: 'return',
      v: 1,
      jid: command.jid,
      minion: 'web1',
      function: 'test.ping',
      retcode: 0,
      success: true,
      value: 'true',
      started: now,
      duration: 0,
    });
  });

  it('that may touch the machine leaves durable traces', async () => {
    const { desk: made, life } = desk();
    await handleCommand(envelope({ ...command, function: 'state.apply' }), made);
    expect(life).toEqual(['begin state.apply true', 'ack', 'run', 'put true true', 'end']);
  });

  it('whose function throws is returned as internal', async () => {
    const { desk: made, life } = desk({
      run: async () => {
        throw new TypeError('x is not a function');
      },
    });
    await handleCommand(envelope(command), made);
    expect(life).toEqual(['begin test.ping false', 'ack', 'refused internal', 'put internal false', 'end']);
  });

  it('whose return the disk refuses stays begun, until the return is safe', async () => {
    let kept: () => Promise<void> = async () => undefined;
    const put: CommandDesk['outbox']['put'] = async (_message, options) => void (kept = options.kept ?? kept);
    const { desk: made, life } = desk({ outbox: { has: () => false, put } });
    await handleCommand(envelope(command), made);
    expect(life).toEqual(['begin test.ping false', 'ack', 'run']);
    await kept();
    expect(life.at(-1)).toBe('end');
  });

  it('that cannot be journaled is refused and not run', async () => {
    const journal = {
      begin: async () => {
        throw new Error('ENOSPC');
      },
      end: async () => undefined,
    };
    const { desk: made, life } = desk({ journal });
    await handleCommand(envelope(command), made);
    expect(life).toEqual(['refused unavailable', 'nack unavailable']);
  });

  it('that comes twice runs once', async () => {
    const { desk: made, life } = desk();
    await handleCommand(envelope(command), made);
    await handleCommand(envelope({ ...command, audience: { minion: me } }), made);
    expect(life.filter((step) => step === 'run')).toHaveLength(1);
    expect(life.slice(-2)).toEqual(['refused replayed', 'nack replayed']);
  });

  it('that an earlier process heard and left no trace of is returned as interrupted, once, and never run', async () => {
    const { desk: made, life, returned } = desk({ known: () => true, admit: () => false });
    for (let copy = 0; copy < 3; copy += 1) await handleCommand(envelope(command), made);
    expect(life.filter((step) => step === 'run' || step.startsWith('put'))).toEqual(['put interrupted false']);
    expect(returned[0]).toMatchObject({ jid: command.jid, success: false, retcode: 8 });
  });

  it.each([['whose return is on its way', { has: () => true, put: () => Promise.reject(new Error('twice')) }]])(
    '%s is only said to have been seen',
    async (_name, outbox) => {
      const { desk: made, life } = desk({ outbox });
      await handleCommand(envelope(command), made);
      expect(life).toEqual(['refused replayed', 'nack replayed']);
    },
  );

  it('that has run is not refused for its age when it comes again: that would be a second answer', async () => {
    const { desk: made, life } = desk();
    await handleCommand(envelope(command), made);
    await handleCommand(envelope(command), { ...made, now: () => command.expires + 1 });
    await handleCommand(envelope({ ...command, epoch: 4 }), made);
    expect(life.filter((step) => step.startsWith('nack'))).toEqual(['nack replayed', 'nack replayed']);
  });

  it('whose copies come together is answered once, also where the second is too old', async () => {
    const seen = new Set<string>();
    const admit = async (jid: string) => {
      await new Promise((resolve) => setImmediate(resolve));
      return !seen.has(jid) && Boolean(seen.add(jid));
    };
    const { desk: made, life } = desk({ admit, known: (jid) => seen.has(jid) });
    const second = { ...made, now: () => command.expires + 1 };
    await Promise.all([handleCommand(envelope(command), made), handleCommand(envelope(command), second)]);
    expect(life.filter((step) => step.startsWith('nack'))).toEqual(['nack replayed']);
    expect(life).toContain('run');
  });

  it('that was refused is refused again for the same, though it could run by now', async () => {
    const { desk: made, life } = desk();
    await handleCommand(envelope(command), { ...made, now: () => command.expires + 1 });
    await handleCommand(envelope(command), made);
    expect(life.filter((step) => !step.startsWith('refused'))).toEqual(['nack expired', 'nack expired']);
  });

  it('runs though the copy of another minion was aimed at this one before', async () => {
    const { desk: made, life } = desk();
    await handleCommand(envelope({ ...command, audience: { minion: 'UOTHER' } }), made);
    await handleCommand(envelope({ ...command, audience: { minion: me } }), made);
    expect(life).toContain('run');
  });

  it('that touches the machine is refused by a drained minion', async () => {
    const { desk: made, life } = desk();
    await handleCommand(envelope({ ...command, function: 'service.restart' }), made);
    expect(life).toEqual(['refused draining', 'nack draining']);
  });

  it.each([
    ['test.ping', false],
    ['state.apply', true],
  ])('%s is written down as seen, forced to the disk: %s', async (name, durable) => {
    const asked: boolean[] = [];
    const { desk: made } = desk({ admit: (_jid, _expires, forced) => Boolean(asked.push(forced)) });
    await handleCommand(envelope({ ...command, function: name }), made);
    expect(asked).toEqual([durable]);
  });

  it('with sealed arguments runs with what was under the seal', async () => {
    const ran: string[] = [];
    const { desk: made } = desk({
      run: async ({ args }) => {
        ran.push(args);
        return { value: true, retcode: 0 };
      },
    });
    const audience = { minion: me };
    await handleCommand(envelope({ ...command, audience, sealed: `for ${command.jid}` }), made);
    expect(ran).toEqual(['["opened"]']);
  });

  it('whose arguments were sealed for something else is refused and not run', async () => {
    const { desk: made, life } = desk();
    await handleCommand(envelope({ ...command, audience: { minion: me }, sealed: 'for another' }), made);
    expect(life).toEqual(['refused malformed', 'nack malformed']);
  });

  it('of a master that was replaced by a restored one is refused, and not written down', async () => {
    const { desk: made, life } = desk({ admit: () => Promise.reject(new Error('asked')) });
    await handleCommand(envelope({ ...command, epoch: 4 }), made);
    expect(life).toEqual(['refused superseded', 'nack superseded']);
  });

  it('whose epoch cannot be written down is refused and not run', async () => {
    const { desk: made, life } = desk({ admitEpoch: () => Promise.reject(new Error('ENOSPC')) });
    await handleCommand(envelope(command), made);
    expect(life).toEqual(['refused unavailable', 'nack unavailable']);
  });

  it('that cannot be written down as seen is refused and not run', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const admit = () => Promise.reject(new LedgerUnusable('seen', { cause: full }));
    const { desk: made, life, acknowledged } = desk({ admit });
    await handleCommand(envelope(command), made);
    expect(life).toEqual(['refused unavailable', 'nack unavailable']);
    expect(acknowledged[0]?.fault?.message).toMatch(/saw the job: a disk of this minion is full \(ENOSPC/);
  });

  it('whose function this minion disables is refused', async () => {
    const { desk: made, life } = desk();
    await handleCommand(envelope({ ...command, function: 'cmd.run' }), made);
    expect(life).toEqual(['refused disabled', 'nack disabled']);
  });

  it('that was signed for this minion alone runs, whatever its target says', async () => {
    const { desk: made, life } = desk();
    await handleCommand(
      envelope({ ...command, audience: { minion: me }, target: { type: 'pillar', expression: 'role:x' } }),
      made,
    );
    expect(life).toContain('run');
  });

  it('that was signed as a notice is dropped', async () => {
    const { desk: made, life } = desk({ verify: () => 'notice' });
    await handleCommand(envelope(command), made);
    expect(life).toEqual(['refused bad-signature']);
  });

  it('that means others is silently ignored', async () => {
    const { desk: made, life } = desk();
    await handleCommand(envelope({ ...command, target: { type: 'glob', expression: 'db*' } }), made);
    expect(life).toEqual([]);
  });

  it('is refused beyond the limit of jobs at once, and while stopping', async () => {
    const { desk: made, life } = desk();
    made.running.enter({ ...command, jid: 'a' });
    made.running.enter({ ...command, jid: 'b' });
    await handleCommand(envelope(command), made);
    expect(life).toEqual(['refused busy', 'nack busy']);
  });

  const refusals: [string, Partial<Command>, string][] = [
    ['has expired', { expires: now - 1 }, 'expired'],
    ['comes from the future', { issued: now + clockSkew + 1, expires: now + 10 * clockSkew }, 'expired'],
    ['was signed for another minion', { audience: { minion: other } }, 'not-for-me'],
  ];
  it.each(refusals)('that %s is acknowledged with a fault', async (_, change, code) => {
    const { desk: made, life, acknowledged } = desk();
    await handleCommand(envelope({ ...command, ...change }), made);
    expect(life).toEqual([`refused ${code}`, `nack ${code}`]);
    expect(acknowledged[0]).toMatchObject({ jid: command.jid, accepted: false });
  });

  it('with a clock a little ahead of ours is run', async () => {
    const { desk: made, life } = desk();
    await handleCommand(envelope({ ...command, issued: now + clockSkew }), made);
    expect(life).toContain('run');
  });

  const dropped: [string, Uint8Array, string][] = [
    ['is no JSON', Buffer.from('{'), 'malformed'],
    ['is empty', Buffer.alloc(0), 'malformed'],
    ['has two megabytes', Buffer.alloc(2 * 1024 * 1024, 'x'), 'too-large'],
    ['is signed wrongly', envelope(command, 'bad'), 'bad-signature'],
    ['lacks fields', envelope({ kind: 'command', v: 1, jid: command.jid }), 'malformed'],
  ];
  it.each(dropped)('that %s is dropped, counted, and answered by nothing', async (_, data, code) => {
    const { desk: made, life } = desk();
    await handleCommand(data, made);
    expect(life).toEqual([`refused ${code}`]);
  });
});

describe('a notice', () => {
  const notice: Notice = {
    kind: 'notice',
    v: 1,
    issued: now,
    expires: now + 1,
    audience: { minion: me },
    notice: 'report-grains',
  };

  it('for this minion is heeded', async () => {
    const { desk: made, life } = desk();
    await handleCommand(envelope(notice), made);
    expect(life).toEqual(['report-grains']);
  });

  it('for another, or late, is not', async () => {
    const { desk: made, life } = desk();
    await handleCommand(envelope({ ...notice, audience: { minion: other } }), made);
    await handleCommand(envelope({ ...notice, expires: now - 1 }), made);
    expect(life).toEqual(['refused not-for-me', 'refused expired']);
  });
});
