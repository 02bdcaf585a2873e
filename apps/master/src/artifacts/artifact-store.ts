import { open, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { contexts, openArtifact, signText, type SealKeys } from '@fleet/identity';
import type { ArtifactRecord } from '@fleet/jobs';
import { artifactPart, artifactPathProblem, type ArtifactPart, type ArtifactStatAnswer } from '@fleet/protocol';
import { refuse } from '../bus/refusal.js';
import type { KnownMinion } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { Incoming } from './incoming.js';
import { openSealKeys } from './seal-key.js';

/** Bytes of a secret artifact under its seal: it is opened in one piece. */
const secretLimit = 512 * 1024 + 1024;
/** Parts of one minion that wait for each other: each is held in memory. A minion sends one at a time for each job. */
const waitingParts = 16;
/** What a disk says that takes nothing more. */
const diskRefusals = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO']);

interface Turn {
  waiting: number;
  last: Promise<unknown>;
}

/** What minions brought: a folder for each, below which no path of theirs leads out, and a row for each file. */
@Injectable()
export class ArtifactStore implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly folder: string;
  private readonly incoming: Incoming;
  private sealKeys: Promise<SealKeys> | undefined;
  /** By minion id, whose folder it is. One at a time: parts have an order. */
  private readonly turns = new Map<string, Turn>();

  constructor(@Inject(runtime) private readonly master: MasterRuntime) {
    this.folder = master.directories.master.artifacts;
    // No minion is called so: ids do not begin with a dot.
    this.incoming = new Incoming(join(this.folder, '.incoming'));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.incoming.clear();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.incoming.close();
  }

  async stat(minion: KnownMinion, path: string): Promise<ArtifactStatAnswer> {
    checkPath(path);
    const record = this.master.store.artifacts.get(minion.minion, path);
    const { publicKey } = await this.seal();
    return {
      ...(record &&
        (await this.isThere(record)) && {
          artifact: { sha256: record.sha256, size: record.size, secret: record.secret },
        }),
      sealKey: signText(this.master.trust.commandSigner, contexts.artifactSeal, publicKey),
    };
  }

  put(minion: KnownMinion, part: ArtifactPart): Promise<{ received: number; done: boolean }> {
    if ((this.turns.get(minion.minion)?.waiting ?? 0) >= waitingParts)
      return refuse('busy', 'too many parts of artifacts of this minion wait; ask again in a moment');
    return this.inTurn(minion.minion, () => this.take(minion, part));
  }

  /** A part of the content, opened where it is secret. */
  async read(record: ArtifactRecord, offset: number): Promise<Buffer> {
    const handle = await open(this.placeOf(record), 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT')
        return refuse('not-found', `${record.path} of ${record.minion} is gone from the disk`);
      throw error;
    });
    try {
      if (!record.secret) {
        const buffer = Buffer.alloc(Math.max(0, Math.min(artifactPart, record.size - offset)));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
        return buffer.subarray(0, bytesRead);
      }
      const content = openArtifact((await this.seal()).privateKey, record, await handle.readFile());
      return content.subarray(offset, offset + artifactPart);
    } finally {
      await handle.close();
    }
  }

  /** With the folders that are empty then: what was a folder may be a file next time. */
  remove(record: ArtifactRecord): Promise<void> {
    return this.inTurn(record.minion, async () => {
      const place = this.placeOf(record);
      await rm(place, { force: true });
      await this.master.store.write(({ artifacts }) => artifacts.remove(record.minion, record.path));
      for (let above = dirname(place); above !== this.folder; above = dirname(above))
        if (!(await removedEmpty(above))) break;
    });
  }

  /** Of a file that somebody took from the disk, or that a power cut left without its name, the row says nothing: it is brought again. */
  private async isThere(record: ArtifactRecord): Promise<boolean> {
    const found = await stat(this.placeOf(record)).catch(() => undefined);
    return found?.isFile() === true && found.size === record.storedSize;
  }

  private inTurn<T>(minion: string, work: () => Promise<T>): Promise<T> {
    const turn = this.turns.get(minion) ?? { waiting: 0, last: Promise.resolve() };
    this.turns.set(minion, turn);
    turn.waiting += 1;
    const done = turn.last.then(work);
    turn.last = done
      .catch(() => undefined)
      .finally(() => {
        turn.waiting -= 1;
        if (turn.waiting === 0) this.turns.delete(minion);
      });
    return done;
  }

  private async take(minion: KnownMinion, part: ArtifactPart): Promise<{ received: number; done: boolean }> {
    checkPath(part.path);
    const { key } = minion;
    const { path, offset, size, sha256 } = part;
    const data = Buffer.from(part.data, 'base64');
    if (data.length > artifactPart)
      return refuse('too-large', `a part of an artifact has at most ${artifactPart} bytes`);
    if (part.secret && size > secretLimit)
      return refuse('too-large', `a secret artifact has at most ${secretLimit} bytes`);
    if (offset === 0) await this.begin(minion, part);
    const received = this.incoming.received({ key, path, size, sha256 });
    if (received !== offset) return { received: received ?? 0, done: false };
    if (offset + data.length > size || (data.length === 0 && size > 0)) {
      await this.incoming.drop(key, path);
      return refuse('malformed', 'a part of an artifact is longer than was announced, or empty');
    }
    const now = await this.incoming.append(key, path, data).catch(refusedByDisk);
    return { received: now, done: now === size && (await this.place(minion, part)) };
  }

  private async begin({ key, minion }: KnownMinion, { path, size, sha256 }: ArtifactPart): Promise<void> {
    const { bytes, count } = this.master.config.artifacts;
    const usage = this.master.store.artifacts.usage(minion);
    const present = this.master.store.artifacts.get(minion, path);
    if (!present && usage.count >= count)
      return refuse(
        'too-large',
        `${minion} has ${usage.count} artifacts here already, and may have ${count} (artifact_count)`,
      );
    const others = usage.bytes - (present?.storedSize ?? 0) + this.incoming.announced(key, path);
    if (others + size > bytes)
      return refuse(
        'too-large',
        `${path} has ${size} bytes, and ${minion} has ${others} of its ${bytes} taken (artifact_bytes)`,
      );
    if (!(await this.incoming.begin({ key, path, size, sha256 }).catch(refusedByDisk)))
      return refuse('busy', 'too many artifacts of this minion are on their way');
  }

  /** The row comes after the file: what a crash leaves between them is brought again. */
  private async place({ key, minion }: KnownMinion, { path, size, sha256, secret }: ArtifactPart): Promise<true> {
    const place = this.placeOf({ minion, path });
    const placed = await this.incoming.finish(key, path, place).catch((error: NodeJS.ErrnoException) => {
      if (['ENOTDIR', 'EISDIR', 'EEXIST', 'ENOTEMPTY'].includes(error.code ?? ''))
        return refuse(
          'conflict',
          `${path} cannot be kept: what is a file there is a folder here, or the other way round`,
        );
      return refusedByDisk(error);
    });
    if (placed === 'wrong-hash') return refuse('malformed', `${path} did not arrive as it was announced`);
    const plain = secret ?? { size, sha256 };
    await this.master.store.write(({ artifacts }) =>
      artifacts.save({
        ...{ key, minion, path, size: plain.size, sha256: plain.sha256 },
        ...{ storedSize: size, secret: Boolean(secret), stored: Date.now() },
      }),
    );
    this.master.log.info({ minion, path, bytes: plain.size, secret: Boolean(secret) }, 'artifact stored');
    return true;
  }

  private placeOf({ minion, path }: Pick<ArtifactRecord, 'minion' | 'path'>): string {
    return join(this.folder, minion, ...path.split('/'));
  }

  private seal(): Promise<SealKeys> {
    return (this.sealKeys ??= openSealKeys(this.master.directories.master.keys));
  }
}

/** The minion can do nothing about it, and hears why; the operator of the master has to make room. */
function refusedByDisk(error: NodeJS.ErrnoException): never {
  if (!diskRefusals.has(error.code ?? '')) throw error;
  return refuse('unavailable', `the disk of the master takes no artifact now (${error.code})`);
}

async function removedEmpty(folder: string): Promise<boolean> {
  try {
    await rmdir(folder);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function checkPath(path: string): void {
  const problem = artifactPathProblem(path);
  if (problem !== undefined) refuse('malformed', `the path of an artifact cannot be used: ${problem}`);
}
