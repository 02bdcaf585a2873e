import { BusError } from './definition.js';

/** Nesting of a message's JSON; what people write stays far below. */
export const deepest = 64;

/** The bytes of a body: JSON, unless it is bytes already. */
export function encodeBody(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  const text = textOf(body);
  if (text === undefined) throw new TypeError('not a message body');
  return Buffer.from(text);
}

/** Node has no text of more than half a gigabyte, and says so with a RangeError. */
function textOf(body: unknown): string | undefined {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    if (!(cause instanceof RangeError) || !cause.message.includes('string length')) throw cause;
    throw new BusError('too-large', 'the message is larger than a text can be', {}, { cause });
  }
}

/** @throws BusError `too-large`, `malformed`; never anything else, whatever the bytes are */
export function decodeBody(data: Uint8Array, largest: number): unknown {
  if (data.length > largest)
    throw new BusError('too-large', 'the message is too large', { bytes: data.length, largest });
  if (nestedTooDeep(data)) throw new BusError('malformed', 'the message is nested too deeply', { deepest });
  try {
    return JSON.parse(utf8.decode(data));
  } catch (cause) {
    throw new BusError('malformed', 'the message is not JSON', { bytes: data.length }, { cause });
  }
}

/** A text inside a message, read as strictly as the message itself. @throws BusError as {@link decodeBody} */
export function parseBody(text: string): unknown {
  return decodeBody(Buffer.from(text), Infinity);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const quote = 0x22;
const backslash = 0x5c;

function nestedTooDeep(data: Uint8Array): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < data.length; at += 1) {
    const byte = data[at] as number;
    if (inString) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inString = false;
    } else if (byte === quote) {
      inString = true;
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}
