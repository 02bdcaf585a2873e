import { HostRefusal, type HostView, type OpenFile } from '@fleet/platform';
import { FileLines, longestLine } from './file-lines.js';
import { LineSplitter } from './line-splitter.js';
import type { LogLine } from './log-line.js';
import { endOfLines, openLog } from './scan-file.js';
import type { LogFile } from './sources.js';
import type { OpenedLog } from './tail-file.js';

/** Bytes that are read at one look, and how far behind its end a file is read; what lies further back is skipped. */
const bounds = { look: 256 * 1024, behind: 4 * 1024 * 1024, keep: 128 * 1024 };

export interface FileNews {
  readonly lines: readonly LogLine[];
  /** Bytes that were written faster than they can be read. */
  readonly skipped: number;
  /** Why it cannot be read now, told once. */
  readonly trouble?: string;
}

/** A log file while it grows, is renamed, replaced, truncated, or is not there for a while. */
export class FollowedFile {
  #file: OpenFile | undefined;
  #at = 0;
  #skipping = false;
  #trouble: string | undefined;
  #lines: FileLines;
  readonly #splitter = new LineSplitter(longestLine);

  constructor(
    private readonly host: HostView,
    private readonly log: LogFile,
  ) {
    this.#lines = new FileLines(log.source, Date.now);
  }

  /** From its end on, which is answered; a file that comes later is read from its beginning. */
  async open(): Promise<OpenedLog | undefined> {
    const opened = await openLog(this.host, this.log);
    if (!opened) return undefined;
    this.#file = opened.file;
    this.#at = await endOfLines(opened.file, await opened.file.size());
    return { ...opened, end: this.#at };
  }

  async look(): Promise<FileNews> {
    const lines: LogLine[] = [];
    let skipped = 0;
    try {
      skipped = await this.#read(lines);
      if (await this.#replaced()) {
        // What was written into the old one until it was replaced.
        skipped += await this.#read(lines);
        skipped += await this.#unread();
        await this.close();
        this.#file = (await openLog(this.host, this.log))?.file;
        this.#begin(0);
        skipped += await this.#read(lines);
      }
      this.#trouble = undefined;
      return { lines, skipped };
    } catch (cause) {
      if (!(cause instanceof HostRefusal)) throw cause;
      await this.close();
      const trouble = cause.message === this.#trouble ? undefined : cause.message;
      this.#trouble = cause.message;
      return { lines, skipped, ...(trouble !== undefined && { trouble }) };
    }
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }

  /** How many bytes were skipped. */
  async #read(lines: LogLine[]): Promise<number> {
    if (!this.#file) return 0;
    const size = await this.#file.size();
    if (size < this.#at) this.#begin(0);
    let skipped = 0;
    if (size - this.#at > bounds.behind) {
      skipped = size - bounds.keep - this.#at;
      this.#begin(size - bounds.keep);
      this.#skipping = true;
    }
    const bytes = await this.#file.read(this.#at, Math.min(bounds.look, size - this.#at));
    this.#at += bytes.length;
    this.#splitter.take(bytes, (text, length) => {
      if (!this.#skipping) lines.push(this.#lines.line(text, length));
      this.#skipping = false;
    });
    return skipped;
  }

  /** Bytes that nobody will read any more. */
  async #unread(): Promise<number> {
    return this.#file ? Math.max(0, (await this.#file.size()) - this.#at) : 0;
  }

  async #replaced(): Promise<boolean> {
    const stats = await this.host.files.statTarget(this.log.path);
    if (!this.#file) return stats !== undefined;
    return stats !== undefined && stats.inode !== this.#file.inode;
  }

  #begin(at: number): void {
    this.#at = at;
    this.#skipping = false;
    this.#splitter.forget();
    this.#lines = new FileLines(this.log.source, Date.now);
  }
}
