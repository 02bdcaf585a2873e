import { headers, type Msg, type MsgHdrs } from 'nats';
import { BusError } from './definition.js';

/** Bytes of the longest answer that is sent. The server gives up on who has not taken 64 MiB in time. */
export const longestAnswer = 32 * 1024 * 1024;

const name = 'Fleet-Part';
/** Bytes that the header may take of a message: the server counts it with the body. */
const headerRoom = 256;

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

  /** The answer that this message ends; `undefined`: more of it is to come. @throws BusError `too-large`, `malformed` */
  take({ data, headers: header }: Pick<Msg, 'data' | 'headers'>): Uint8Array | undefined {
    const told = header?.get(name) ?? '';
    if (told === '') return this.#whole(data);
    const [, part, count] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(told)?.map(Number) ?? [];
    if (part === undefined || count === undefined || part > count || part !== this.#parts.length + 1)
      throw lost(told, this.#parts.length);
    if (this.#parts.length > 0 && count !== this.#count) throw lost(told, this.#parts.length);
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

function lost(told: string, had: number): BusError {
  return new BusError('malformed', 'parts of an answer are missing', { told, had });
}
