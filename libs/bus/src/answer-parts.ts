import { headers, type Msg, type MsgHdrs } from 'nats';
import { BusError } from './definition.js';

/** Bytes of the longest answer that is sent. The server gives up on whoever has not read it within ten seconds: that is a line of 7 Mbit/s. */
export const longestAnswer = 8 * 1024 * 1024;

const name = 'Fleet-Part';
/** In a question: bytes of an answer that whoever asks puts together. */
const taken = 'Fleet-Parts';
/** Bytes that our headers may take of a message: the server counts them with the body. */
export const headerRoom = 256;

/** What a question says of the parts that its answer may come in; nothing where it is to be one message. */
export function takesParts(largest: number | undefined): MsgHdrs | undefined {
  if (largest === undefined) return undefined;
  const header = headers();
  header.set(taken, String(largest));
  return header;
}

/** Bytes that whoever asks this takes in parts. */
export function partsTaken(question: Pick<Msg, 'headers'>): number {
  const told = headerOf(question, taken) ?? '';
  return /^\d{1,10}$/.test(told) ? Math.min(Number(told), longestAnswer) : 0;
}

/** An answer that no one message carries, as messages of at most `largest` bytes, in their order. */
export function* partsOf(answer: Uint8Array, largest: number): Generator<{ data: Uint8Array; header: MsgHdrs }> {
  const room = largest - headerRoom;
  const count = Math.ceil(answer.length / room);
  for (let part = 0; part < count; part += 1) {
    const header = headers();
    header.set(name, `${part + 1}/${count}`);
    yield { data: answer.subarray(part * room, (part + 1) * room), header };
  }
}

/** Puts the answers to one question together again. The bus keeps the messages of one sender in order, so a gap is a part that was lost. */
export class AnswerReader {
  readonly #largest: number;
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #count = 0;

  /** @param largest bytes of an answer */
  constructor(largest: number) {
    this.#largest = largest;
  }

  /** The answer that this message ends; `undefined`: more of it is to come. @throws BusError `too-large`, `disconnected` */
  take(message: Pick<Msg, 'data' | 'headers'>): Uint8Array | undefined {
    const { data } = message;
    const told = headerOf(message, name) ?? '';
    if (told === '') return this.#whole(data);
    const [, part = 0, count = 0] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(told)?.map(Number) ?? [];
    const goesOn = part === this.#parts.length + 1 && part <= count && (part === 1 || count === this.#count);
    if (!goesOn || data.length === 0) throw lost(told, this.#parts.length);
    this.#count = count;
    this.#bytes += data.length;
    if (this.#bytes > this.#largest)
      throw new BusError('too-large', 'the answer is too large', { bytes: this.#bytes, largest: this.#largest });
    this.#parts.push(data);
    if (part < count) return undefined;
    const answer = Buffer.concat(this.#parts, this.#bytes);
    this.#parts = [];
    this.#bytes = 0;
    return answer;
  }

  #whole(data: Uint8Array): Uint8Array {
    if (this.#parts.length > 0) throw lost('', this.#parts.length);
    return data;
  }
}

/** The client reads headers when they are asked for, and throws where somebody wrote some that are none: they say nothing then. */
function headerOf(message: Pick<Msg, 'headers'>, wanted: string): string | undefined {
  try {
    return message.headers?.get(wanted);
  } catch {
    return undefined;
  }
}

/** What was sent before a connection was lost does not come any more. */
function lost(told: string, had: number): BusError {
  return new BusError('disconnected', 'parts of an answer are missing', { told, had });
}
