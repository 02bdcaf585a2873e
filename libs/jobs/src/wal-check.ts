import { readFileSync } from 'node:fs';

export type WalVerdict =
  | { readonly state: 'absent' | 'sound' }
  /** The last transaction was not finished: a kill or a power cut in the middle of it. */
  | { readonly state: 'torn' }
  /** Transactions that were on disk cannot be read. SQLite would leave them out without a word. */
  | { readonly state: 'damaged'; readonly frame: number; readonly lost: number };

const headerSize = 32;
const frameHeaderSize = 24;

/**
 * Reads the write-ahead log beside `file` before SQLite does. SQLite takes a frame whose checksum is wrong for the end of the log, and whatever was
 * committed after it is gone. A transaction begins only when the one before is on disk, so that two ends of transactions behind a bad frame cannot come from
 * a cut in the middle of writing.
 */
export function checkWal(file: string): WalVerdict {
  const first = verdict(file);
  // Another process may have begun the log anew while it was read.
  return first.state === 'damaged' ? verdict(file) : first;
}

function verdict(file: string): WalVerdict {
  const bytes = read(`${file}-wal`);
  if (bytes === undefined || bytes.length === 0) return { state: 'absent' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const pageSize = bytes.length >= headerSize ? view.getUint32(8) : 0;
  if (bytes.length < headerSize + frameHeaderSize + 512) return { state: 'torn' };
  const magic = view.getUint32(0);
  const littleEndian = magic === 0x377f0682;
  const headerSum = littleEndian || magic === 0x377f0683 ? checksum(view, 0, 24, littleEndian, [0, 0]) : undefined;
  // The header is on disk before the first frame is written.
  if (headerSum?.[0] !== view.getUint32(24) || headerSum[1] !== view.getUint32(28))
    return { state: 'damaged', frame: 0, lost: Math.floor((bytes.length - headerSize) / 4096) };
  const frames = Math.floor((bytes.length - headerSize) / (frameHeaderSize + pageSize));
  const salts = [view.getUint32(16), view.getUint32(20)] as const;
  let sum = headerSum;
  for (let frame = 0; frame < frames; frame += 1) {
    const at = headerSize + frame * (frameHeaderSize + pageSize);
    if (!ofThisLog(view, at, salts)) {
      // What is left from the log before this one ends it. A bad frame among good ones does not.
      const lost = commitsFrom(view, frame + 1, frames, pageSize, salts);
      return lost >= 2 ? { state: 'damaged', frame, lost } : { state: lost === 0 ? 'sound' : 'torn' };
    }
    sum = checksum(view, at, 8, littleEndian, sum);
    sum = checksum(view, at + frameHeaderSize, pageSize, littleEndian, sum);
    if (sum[0] === view.getUint32(at + 16) && sum[1] === view.getUint32(at + 20)) continue;
    const lost = commitsFrom(view, frame, frames, pageSize, salts);
    return lost >= 2 ? { state: 'damaged', frame, lost } : { state: 'torn' };
  }
  return { state: 'sound' };
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function ofThisLog(view: DataView, at: number, salts: readonly [number, number]): boolean {
  return view.getUint32(at + 8) === salts[0] && view.getUint32(at + 12) === salts[1];
}

/** Ends of transactions of this log from a frame on. */
function commitsFrom(
  view: DataView,
  first: number,
  frames: number,
  pageSize: number,
  salts: readonly [number, number],
): number {
  let commits = 0;
  for (let frame = first; frame < frames; frame += 1) {
    const at = headerSize + frame * (frameHeaderSize + pageSize);
    if (ofThisLog(view, at, salts) && view.getUint32(at + 4) !== 0) commits += 1;
  }
  return commits;
}

function checksum(
  view: DataView,
  at: number,
  length: number,
  littleEndian: boolean,
  [a, b]: readonly [number, number],
): [number, number] {
  let first = a;
  let second = b;
  for (let offset = at; offset < at + length; offset += 8) {
    first = (first + view.getUint32(offset, littleEndian) + second) >>> 0;
    second = (second + view.getUint32(offset + 4, littleEndian) + first) >>> 0;
  }
  return [first, second];
}
