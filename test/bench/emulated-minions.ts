/**
 * Many minions in one process, for measuring what a real fleet of that size asks of bus and master: each has keys of its own, enrols,
 * keeps a connection of its own, verifies every command, and answers test.ping. What it lacks is a machine.
 *
 * node emulated-minions.mjs TOKEN COUNT; prints `ready` when all are connected, and `down ID MILLISECONDS` for each connection that is lost.
 */
import { connectBus } from '@fleet/bus';
import {
  contexts,
  createKeys,
  createSealKeys,
  decodeJoinToken,
  fingerprint,
  goodKeys,
  signer,
  verifySigned,
} from '@fleet/identity';
import { exitCodes, subjects, type Beat } from '@fleet/protocol';
import { parseTarget } from '@fleet/targeting';
import { enrol } from '../../apps/minion/src/enrolment.js';
import { handleCommand, type CommandDesk } from '../../apps/minion/src/handle-command.js';
import { HeardJobs } from '../../apps/minion/src/heard-jobs.js';
import { RefusedJobs } from '../../apps/minion/src/refused-jobs.js';
import { Turns } from '../../apps/minion/src/turns.js';
import { JobsUnderWay } from '../../apps/minion/src/running-jobs.js';

const [token, count] = [decodeJoinToken(process.argv[2] ?? ''), Number(process.argv[3])];
const since = Date.now();
const failures = { info: () => undefined, warn: report, error: report };

// All at once would measure the rush of enrolments; so many at a time keep the master busy and no more.
const lanes = 50;
let next = 0;
await Promise.all(Array.from({ length: Math.min(lanes, count) }, lane));
process.stdout.write('ready\n');

async function lane(): Promise<void> {
  while (next < count) {
    const id = `emulated-${String(next).padStart(4, '0')}`;
    next += 1;
    await start(id);
  }
}

async function start(id: string): Promise<void> {
  const own = signer(createKeys('user').seed);
  const sealKeys = createSealKeys();
  const identity = {
    signer: own,
    sealKeys,
    fingerprint: fingerprint(own.publicKey, sealKeys.publicKey),
    planKey: Buffer.alloc(32),
  };
  const pauses = { first: 200, longest: 1_000, rejected: 60_000 };
  const { granted, anchor } = await enrol({
    id,
    identity,
    token: async () => token,
    log: failures,
    signal: new AbortController().signal,
    pauses,
  });
  const bus = await connectBus({
    servers: granted.servers,
    tls: granted.tls,
    name: id,
    signer: own,
    jwt: () => granted.jwt,
    waitForServer: true,
    persistent: true,
  });
  const key = own.publicKey;
  const keys = goodKeys(anchor, Date.now());
  const seen = new Set<string>();
  const desk: CommandDesk = {
    minion: { id, key },
    verify: (signed) => (verifySigned(keys, contexts.command, signed).ok ? 'command' : undefined),
    admitEpoch: () => true,
    unseal: () => undefined,
    known: (jid) => seen.has(jid),
    refusals: new RefusedJobs(),
    turns: new Turns(),
    heard: new HeardJobs(),
    held: () => false,
    admit: (jid) => !seen.has(jid) && Boolean(seen.add(jid)),
    disabled: () => undefined,
    matches: (target) => {
      const parsed = parseTarget(target);
      return parsed.ok && parsed.value.matches({ id, grains: new Map() });
    },
    touches: () => false,
    journal: { begin: async () => undefined, end: async () => undefined },
    outbox: {
      has: () => false,
      put: async (message) => void (await bus.publishReturn(subjects.return(key, message.jid), message)),
    },
    running: new JobsUnderWay(),
    acknowledge: (message) => void bus.publish(subjects.acknowledgement(key, message.jid), message),
    run: async (command) =>
      command.function === 'test.ping'
        ? { value: true, retcode: exitCodes.ok }
        : {
            fault: { code: 'unknown-function', message: 'an emulated minion answers test.ping alone' },
            retcode: exitCodes.usage,
          },
    notice: async () => undefined,
    refused: (why, fields) => report({ id, why, ...fields }, 'refused'),
    now: Date.now,
  };
  for (const subject of [subjects.commandAll(), subjects.commandOne(key)])
    bus.subscribe(subject, ({ data }) => handleCommand(data, desk));
  await bus.flush();
  const beat = (state: Beat['state']): void =>
    void bus.publish(subjects.beat(key), {
      kind: 'beat',
      v: 1,
      state,
      minion: id,
      version: 'emulated',
      since,
      ...(state === 'hello' && { grains: '{}' }),
    });
  beat('hello');
  bus.onStatus(({ state }) => void (state === 'down' && process.stdout.write(`down ${id} ${Date.now()}\n`)));
  setInterval(() => beat('alive'), 15_000 * (0.8 + 0.4 * Math.random()));
}

function report(...parts: unknown[]): void {
  process.stderr.write(`${parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ')}\n`);
}
