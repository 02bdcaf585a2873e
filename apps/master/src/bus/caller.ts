import type { BusMessage } from '@fleet/bus';

/** Who sent a message, as the bus proves it, and what stood behind it in the subject. */
export interface Caller {
  /** Public key. */
  readonly key: string;
  /** Method, service or jid. */
  readonly word: string;
  /** Tells two requests of one caller apart. */
  readonly inbox: string | undefined;
}

/** What is known of a message that may hold anything. */
export type Addressed = Pick<BusMessage, 'subject' | 'caller' | 'reply' | 'respond'>;

/** `undefined` where the subject proves nobody. */
export function callerOf({ subject, caller, reply }: Addressed): Caller | undefined {
  return caller === undefined
    ? undefined
    : { key: caller, word: subject.slice(subject.lastIndexOf('.') + 1), inbox: reply };
}
