/**
 * Many minions in one process, for measuring what a real fleet of that size asks of bus and master: each has keys of its own, enrols,
 * keeps a connection of its own, reads every command, and answers as `emulated-answers.ts` says. What it lacks is a machine: a signature that all of them
 * would verify at once, each on its own processor, is verified once.
 *
 * node emulated-minions.mjs TOKEN FIRST COUNT prints
 *   enrolled MILLISECONDS            when all have their credentials
 *   ready                            when all are connected
 *   down ID TIME                     for each connection that is lost
 *   back TIME                        when all are connected again
 * where times are milliseconds since the epoch.
 */
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { BusError, connectBus, type Bus } from '@fleet/bus';
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
import { exitCodes, subjects, type Beat, type Return, type Signed } from '@fleet/protocol';
import { parseTarget } from '@fleet/targeting';
import { enrol } from '../../apps/minion/src/enrolment.js';
import { handleCommand, type CommandDesk } from '../../apps/minion/src/handle-command.js';
import { HeardJobs } from '../../apps/minion/src/heard-jobs.js';
import { spread, storedWithin, usualLimits } from '../../apps/minion/src/outbox/outbox-limits.js';
import { RefusedJobs } from '../../apps/minion/src/refused-jobs.js';
import { Turns } from '../../apps/minion/src/turns.js';
import { JobsUnderWay } from '../../apps/minion/src/running-jobs.js';
import { emulatedAnswer } from './emulated-answers.js';

const [first, count] = [Number(process.argv[3]), Number(process.argv[4])];
const token = decodeJoinToken(process.argv[2] ?? '');
const since = Date.now();
const verified = new Map<string, { text: string; kid: string; ok: boolean }>();
const failures = { info: () => undefined, warn: report, error: report };

// All at once would measure the rush of enrolments; so many at a time keep the master busy and no more.
const lanes = 50;
const ids = Array.from({ length: count }, (_, index) => `emulated-${String(first + index).padStart(4, '0')}`);
const began = performance.now();
const enrolled = await inLanes(ids, join);
process.stdout.write(`enrolled ${Math.round(performance.now() - began)}\n`);
const away = new Set<string>();
await inLanes(enrolled, start);
process.stdout.write('ready\n');

async function inLanes<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  const queue = all.values();
  const lane = async (): Promise<void> => {
    for (const one of queue) done.push(await work(one));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return done;
}

async function join(id: string) {
  const own = signer(createKeys('user').seed);
  const sealKeys = createSealKeys();
  const identity = {
    signer: own,
    sealKeys,
    fingerprint: fingerprint(own.publicKey, sealKeys.publicKey),
    planKey: Buffer.alloc(32),
  };
  const pauses = { first: 200, longest: 1_000, rejected: 60_000 };
  const granted = await enrol({
    id,
    identity,
    token: async () => token,
    log: failures,
    signal: new AbortController().signal,
    pauses,
  });
  return { id, own, ...granted };
}

async function start({ id, own, granted, anchor }: Awaited<ReturnType<typeof join>>): Promise<void> {
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
    verify: (signed) => (once(signed, () => verifySigned(keys, contexts.command, signed).ok) ? 'command' : undefined),
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
      put: async (message) => void sendUntilStored(bus, message),
    },
    running: new JobsUnderWay(),
    acknowledge: (message) => void bus.publish(subjects.acknowledgement(key, message.jid), message),
    rest: async () => undefined,
    run: async (command) => {
      // Each would have a processor of its own: what one runs keeps no other from saying that it has the command.
      await turn();
      const answer = emulatedAnswer(command.function, id);
      if (answer) return { ...answer, retcode: exitCodes.ok };
      const message = `an emulated minion does not know ${command.function}`;
      return { fault: { code: 'unknown-function', message }, retcode: exitCodes.usage };
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
  bus.onStatus(({ state }) => {
    if (state === 'down' && !away.has(id)) {
      away.add(id);
      process.stdout.write(`down ${id} ${Date.now()}\n`);
    }
    if (state === 'down' || !away.delete(id)) return;
    beat('hello');
    if (away.size === 0) process.stdout.write(`back ${Date.now()}\n`);
  });
  setInterval(() => beat('alive'), 15_000 * (0.8 + 0.4 * Math.random()));
}

/** As the outbox of a real one: whatever the server did not store comes again, later each time. */
async function sendUntilStored(bus: Bus, message: Return): Promise<void> {
  const text = Buffer.from(JSON.stringify(message));
  for (let rest = usualLimits.pause; ; rest = Math.min(2 * rest, usualLimits.longestPause))
    try {
      return void (await bus.publishReturn(subjects.return(bus.key, message.jid), text, { timeout: storedWithin }));
    } catch (error) {
      if (!(error instanceof BusError)) throw error;
      report({ id: message.minion, code: error.code, ...error.fields }, 'a return was not stored yet');
      await pause(spread(rest));
    }
}

/** Of the last few messages, by their signature. */
function once(signed: Signed, verify: () => boolean): boolean {
  const known = verified.get(signed.signature);
  if (known?.text === signed.text && known.kid === signed.kid) return known.ok;
  const ok = verify();
  if (verified.size > 100) verified.clear();
  verified.set(signed.signature, { text: signed.text, kid: signed.kid, ok });
  return ok;
}

function report(...parts: unknown[]): void {
  process.stderr.write(`${parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ')}\n`);
}
