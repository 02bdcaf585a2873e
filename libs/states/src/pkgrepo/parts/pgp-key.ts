import { createHash } from 'node:crypto';

/** Whether a content may be a PGP key at all: armored, or packets, the first byte of which has its highest bit set. */
export function isPgp(content: Buffer): boolean {
  return isArmored(content) || ((content[0] ?? 0) & 0x80) !== 0;
}

export function isArmored(content: Buffer): boolean {
  return content.subarray(0, 4096).toString('latin1').includes('-----BEGIN PGP');
}

/**
 * Fingerprints of the keys and subkeys in a content, in small hexadecimal digits. Only of version 4, which every repository has; what
 * cannot be read ends the list.
 */
export function fingerprintsOf(content: Buffer): string[] {
  const packets = isArmored(content) ? unarmored(content.toString('latin1')) : content;
  const found: string[] = [];
  for (let at = 0; at < packets.length;) {
    const packet = readPacket(packets, at);
    if (!packet) break;
    const { tag, body } = packet;
    // 6: a public key, 14: a subkey of it.
    if ((tag === 6 || tag === 14) && body[0] === 4) {
      const head = Buffer.from([0x99, body.length >> 8, body.length & 0xff]);
      found.push(createHash('sha1').update(head).update(body).digest('hex'));
    }
    at = packet.end;
  }
  return found;
}

function unarmored(text: string): Buffer {
  const blocks = [
    ...text.matchAll(/-----BEGIN PGP [^\n]*\n(?:[^\n]*: [^\n]*\n)*\r?\n?([^-]*?)(?:\n=[^\n]*)?\r?\n-----END/g),
  ];
  return Buffer.concat(blocks.map(([, base64 = '']) => Buffer.from(base64, 'base64')));
}

/** RFC 4880, section 4.2: both forms of a packet's head. Lengths in parts are not for keys. */
function readPacket(bytes: Buffer, at: number): { tag: number; body: Buffer; end: number } | undefined {
  const head = bytes[at] ?? 0;
  if ((head & 0x80) === 0) return undefined;
  const isNew = (head & 0x40) !== 0;
  const length = isNew ? newLength(bytes, at + 1) : oldLength(bytes, at + 1, head & 3);
  if (!length || length.from + length.size > bytes.length) return undefined;
  const end = length.from + length.size;
  return { tag: isNew ? head & 0x3f : (head >> 2) & 0xf, body: bytes.subarray(length.from, end), end };
}

interface Length {
  readonly size: number;
  /** Where the body begins. */
  readonly from: number;
}

function newLength(bytes: Buffer, at: number): Length | undefined {
  const first = bytes[at] ?? 0;
  if (first < 192) return { size: first, from: at + 1 };
  if (first < 224) return { size: ((first - 192) << 8) + (bytes[at + 1] ?? 0) + 192, from: at + 2 };
  return first === 255 && at + 5 <= bytes.length ? { size: bytes.readUInt32BE(at + 1), from: at + 5 } : undefined;
}

function oldLength(bytes: Buffer, at: number, kind: number): Length | undefined {
  const width = [1, 2, 4][kind];
  return width === undefined || at + width > bytes.length
    ? undefined
    : { size: bytes.readUIntBE(at, width), from: at + width };
}
