import { createHash } from 'node:crypto';
import { FunctionRefused, type Artifact, type ArtifactStat } from '@fleet/execution';
import { contexts, sealArtifact } from '@fleet/identity';
import { artifactPart, type ArtifactStatAnswer, type MinionServices } from '@fleet/protocol';
import type { AskMaster } from './ask-master.js';
import { refusedByMaster } from './event-sender.js';
import type { TrustedKeys } from './trusted-keys.js';

/** Bytes of a secret artifact: it is opened whole, in the memory of the master. */
export const secretLimit = 512 * 1024;

/** Brings files of this minion to the master, part by part. */
export class ArtifactSender {
  constructor(
    private readonly ask: AskMaster,
    private readonly own: { readonly key: string; readonly keys: Pick<TrustedKeys, 'open'> },
  ) {}

  async stat(path: string): Promise<ArtifactStat | undefined> {
    return (await this.#stat(path)).artifact;
  }

  /** What the master has already does not travel again. @throws FunctionRefused */
  async push({ path, content, secret }: Artifact, signal: AbortSignal): Promise<void> {
    if (secret && content.length > secretLimit)
      throw new FunctionRefused(
        'bad-arguments',
        `a secret artifact has at most ${secretLimit} bytes, and ${path} has ${content.length}`,
      );
    const known = await this.#stat(path);
    const plain = { size: content.length, sha256: sha256(content) };
    if (known.artifact && known.artifact.sha256 === plain.sha256 && known.artifact.secret === secret) return;
    const sent = secret ? sealArtifact(await this.#sealKey(known), { key: this.own.key, path }, content) : content;
    const frame = { path, size: sent.length, sha256: sha256(sent), ...(secret && { secret: plain }) };
    let done = false;
    for (let offset = 0; !done;) {
      signal.throwIfAborted();
      const data = sent.subarray(offset, offset + artifactPart);
      const answer = await this.#asked('artifact_put', { ...frame, offset, data: data.toString('base64') });
      offset += data.length;
      done = answer.done;
      if (!done && (answer.received !== offset || offset >= sent.length))
        throw new FunctionRefused(
          'failed',
          `the master has ${answer.received} of ${offset} bytes of ${path}; push it again`,
        );
    }
  }

  #stat(path: string): Promise<ArtifactStatAnswer> {
    return this.#asked('artifact_stat', { path });
  }

  /** @throws FunctionRefused where it is not this master's: a secret is never sealed for somebody else */
  async #sealKey({ sealKey }: ArtifactStatAnswer): Promise<string> {
    const opened = await this.own.keys.open([contexts.artifactSeal], sealKey);
    if (opened) return opened.text;
    throw new FunctionRefused(
      'failed',
      'the key that secret artifacts are sealed to is not signed by the master of this minion',
    );
  }

  async #asked<Service extends 'artifact_stat' | 'artifact_put'>(
    service: Service,
    ask: MinionServices[Service]['ask'],
  ): Promise<MinionServices[Service]['answer']> {
    try {
      return await this.ask(service, ask);
    } catch (error) {
      throw refusedByMaster('artifacts', error);
    }
  }
}

export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
