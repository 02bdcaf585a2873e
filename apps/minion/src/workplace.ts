import { join } from 'node:path';
import type { Directories } from '@fleet/config';
import { ReplayLedger } from '@fleet/identity';
import type { Logger } from '@fleet/telemetry';
import { bootOf } from './boot.js';
import { HighMarks } from './high-marks.js';
import { Journal } from './journal.js';
import { interruptedReturn, rebootedReturn } from './outcome.js';
import { Outbox, type SendReturn } from './outbox/outbox.js';
import { readLeftovers } from './output/output-spool.js';

/** What must survive a kill: jids and epochs seen, jobs begun, returns not yet stored. */
export interface Workplace {
  readonly ledger: ReplayLedger;
  readonly marks: HighMarks;
  readonly journal: Journal;
  readonly outbox: Outbox;
}

export interface WorkplaceOptions {
  readonly places: Directories['minion'];
  readonly id: string;
  readonly send: SendReturn;
  readonly outboxBytes: number;
  readonly log: Pick<Logger, 'warn' | 'error' | 'debug'>;
}

/** Opens it, and turns whatever an earlier process began and did not end into returns that say so. */
export async function openWorkplace(options: WorkplaceOptions): Promise<Workplace> {
  const { places, id, send, log } = options;
  const ledger = await ReplayLedger.open(join(places.ledger, 'seen'));
  const marks = await HighMarks.open(join(places.ledger, 'marks.json'));
  const journal = await Journal.open(join(places.home, 'journal'));
  const outbox = await Outbox.open(places.outbox, {
    minion: id,
    send,
    limits: { bytes: options.outboxBytes },
    onDrop: (dropped) => log.error(dropped, 'a return is given up'),
    onFailure: (jid, error) => log.debug({ jid, error }, 'a return could not be delivered yet'),
  });
  const said = await readLeftovers(join(places.home, 'output'));
  const leftovers = await journal.leftovers();
  const begun = new Set(leftovers.map(({ jid }) => jid));
  for (const [jid, { remove }] of said) if (!begun.has(jid)) await remove();
  for (const left of leftovers) {
    const { jid } = left;
    const words = said.get(jid);
    const kept = async (): Promise<void> => {
      await journal.end(jid);
      await words?.remove();
    };
    const entry = { ...left, ...(words && { said: { start: words.start, text: words.text } }) };
    // Killed between outbox and journal: the job had ended, and its return is the truth.
    if (outbox.has(jid)) {
      await kept();
      continue;
    }
    const boot = bootOf();
    const back = entry.boot !== undefined && boot !== undefined && entry.boot !== boot;
    if (back) log.debug({ jid, function: entry.function }, 'the machine is back, and the job has ended');
    else log.warn({ jid, function: entry.function }, 'a job was interrupted and is not run again');
    const now = Date.now();
    const message = back ? rebootedReturn(entry, id, now, boot) : interruptedReturn(entry, id, now);
    if (entry.schedule?.returned === false) await kept();
    else await outbox.put(message, { durable: true, kept });
  }
  return { ledger, marks, journal, outbox };
}
