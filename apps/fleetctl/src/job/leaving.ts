import { exitCodes } from '@fleet/protocol';
import { MasterRefused, MasterUnreachable } from '../master-link.js';

export interface Leaving {
  /** Whoever is asked is not left standing there, and what is done about the answer is waited for. */
  asked(): Promise<void>;
  off(): void;
}

/** Ctrl-C leaves the job alone and says how to come back to it. */
export function leaveOnSignal(job: {
  /** Asked at Ctrl-C whether to leave; without it, that is what Ctrl-C means. */
  readonly leaves?: () => Promise<boolean>;
  /** Nothing may be painted any more: not over what is asked, not over the last words. */
  interrupted(): void;
  /** Whether it ended meanwhile. */
  over(): boolean;
  trouble(sentence: string): void;
  /** Shows what is there, and the last words. */
  leave(): Promise<void>;
}): Leaving {
  let asking: Promise<void> | undefined;
  const leave = (): void => {
    // Whoever is in a hurry need not wait for our words.
    off();
    job.interrupted();
    void job.leave().finally(() => process.exit(exitCodes.unreachable));
  };
  const interrupted = (): void => {
    if (!job.leaves || asking) return leave();
    job.interrupted();
    asking = job
      .leaves()
      .catch((error: unknown) => {
        job.trouble(sentenceOf(error));
        return true;
      })
      .then((leaving) => {
        asking = undefined;
        if (leaving && !job.over()) leave();
      });
  };
  const off = (): void => void process.off('SIGINT', interrupted).off('SIGTERM', leave);
  process.on('SIGINT', interrupted).once('SIGTERM', leave);
  return { asked: async () => asking, off };
}

/** Why the job could not be ended; the job goes on. */
function sentenceOf(error: unknown): string {
  if (error instanceof MasterRefused) return error.fault.message;
  return error instanceof MasterUnreachable ? error.sentence : String(error);
}

export function comeBack(jid: string): string {
  return `fleetctl jobs watch ${jid}, or jobs show ${jid}`;
}
