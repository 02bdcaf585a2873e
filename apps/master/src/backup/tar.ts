/** Bytes of one block of a tar file. */
const block = 512;

export interface TarEntry {
  /** Relative, with `/`; never with `..`. */
  readonly path: string;
  readonly mode: number;
  readonly content: Uint8Array;
}

export class TarUnusable extends Error {
  override readonly name = 'TarUnusable';
  readonly code = 'tar-unusable';
}

/** A tar file of plain files (POSIX ustar), which `tar -x` unpacks. @throws TarUnusable for a path that does not fit */
export function packTar(entries: readonly TarEntry[], at: number): Buffer {
  const parts: Buffer[] = [];
  for (const entry of entries) {
    parts.push(headerOf(entry, at), Buffer.from(entry.content));
    parts.push(Buffer.alloc((block - (entry.content.length % block)) % block));
  }
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

/** @throws TarUnusable where it is damaged, or holds what {@link packTar} does not write: a link, a path that leads out */
export function unpackTar(bytes: Uint8Array): TarEntry[] {
  const buffer = Buffer.from(bytes);
  const entries: TarEntry[] = [];
  for (let at = 0; at + block <= buffer.length;) {
    const header = buffer.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) return entries;
    if (number(header, 148, 8) !== checksum(header)) throw new TarUnusable('a header of the archive is damaged');
    const type = header[156];
    if (type !== 0x30 && type !== 0) throw new TarUnusable('the archive holds something else than files');
    const [prefix, name] = [text(header, 345, 155), text(header, 0, 100)];
    const path = prefix === '' ? name : `${prefix}/${name}`;
    if (path.startsWith('/') || path.split('/').some((step) => ['', '.', '..'].includes(step)))
      throw new TarUnusable('a path of the archive leads out of it');
    const size = number(header, 124, 12);
    const content = buffer.subarray(at + block, at + block + size);
    if (content.length !== size) throw new TarUnusable('the archive ends too early');
    entries.push({ path, mode: number(header, 100, 8) & 0o777, content });
    at += block + Math.ceil(size / block) * block;
  }
  throw new TarUnusable('the archive ends too early');
}

function headerOf({ path, mode, content }: TarEntry, at: number): Buffer {
  const header = Buffer.alloc(block);
  const [prefix, name] = split(path);
  header.write(name, 0);
  header.write(octal(mode, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(content.length, 12), 124);
  header.write(octal(Math.floor(at / 1000), 12), 136);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(prefix, 345);
  header.write(octal(checksum(header), 8), 148);
  return header;
}

/** A name has at most 100 bytes, and what stands before it 155. */
function split(path: string): [prefix: string, name: string] {
  if (Buffer.byteLength(path) <= 100) return ['', path];
  for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
    const [prefix, name] = [path.slice(0, slash), path.slice(slash + 1)];
    if (Buffer.byteLength(name) <= 100 && Buffer.byteLength(prefix) <= 155) return [prefix, name];
  }
  throw new TarUnusable(`the path ${path} is too long for an archive`);
}

/** The sum of all bytes, those of the sum itself taken for spaces. */
function checksum(header: Buffer): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0);
}

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\u0000`;
}

function number(header: Buffer, at: number, length: number): number {
  const value = Number.parseInt(text(header, at, length).trim(), 8);
  if (!Number.isSafeInteger(value)) throw new TarUnusable('a header of the archive is damaged');
  return value;
}

function text(header: Buffer, at: number, length: number): string {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString('utf8');
}
