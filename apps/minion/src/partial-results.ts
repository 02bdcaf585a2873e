import { closeSync, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isList, isMap, parseExact, stringifyExact, type Value, type ValueMap } from '@fleet/values';

/** Bytes of what is kept of one job; of more, the first. */
const most = 8 * 1024 * 1024;

/**
 * Entries of the mapping that a job will answer with, one line each, written as they are there and never forced to the disk: they are for the
 * death of this process, not of the machine.
 */
export class PartialResults {
  #file: number | undefined;
  #bytes = 0;
  #given = false;

  constructor(
    private readonly path: string,
    private readonly failed: (error: unknown) => void,
  ) {}

  add(key: string, value: Value): void {
    if (this.#given) return;
    const line = Buffer.from(`${stringifyExact([key, value])}\n`);
    this.#bytes += line.length;
    try {
      if (this.#bytes > most) return this.close();
      this.#file ??= openSync(this.path, 'a', 0o600);
      writeSync(this.#file, line);
    } catch (error) {
      // The return has them all, once it is there.
      this.failed(error);
      this.close();
    }
  }

  close(): void {
    this.#given = true;
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

/** What an earlier process wrote down; `undefined` where there is nothing. The line that it was writing when it died counts as absent. */
export async function readPartialResults(path: string): Promise<ValueMap | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const found: ValueMap = new Map();
  for (const line of text.split('\n')) {
    const entry = line === '' ? undefined : parsed(line);
    if (entry && isList(entry) && typeof entry[0] === 'string' && isMap(entry[1])) found.set(entry[0], entry[1]);
  }
  return found.size > 0 ? found : undefined;
}

function parsed(line: string): Value | undefined {
  try {
    return parseExact(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
