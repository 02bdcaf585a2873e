import { Controller, Inject } from '@nestjs/common';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { UnknownBlob, UnknownRevision } from '@fleet/fileserver';
import { contexts, signText } from '@fleet/identity';
import type { MinionServices, NewestRevision } from '@fleet/protocol';
import type { Caller } from '../bus/caller.js';
import { MinionService } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

const sha256 = /^[0-9a-f]{64}$/;

class ManifestBody {
  @IsOptional() @Matches(sha256) readonly revision?: string;
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{22}$/) readonly nonce?: string;
}

class BlobBody {
  @Matches(sha256) readonly sha256!: string;
  @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) readonly offset!: number;
}

/** Bytes of one answer: as base64 it stays below the megabyte that the bus takes. */
const part = 512 * 1024;

/** The state tree, content by content. */
@Controller()
export class FilesController {
  constructor(@Inject(runtime) private readonly master: MasterRuntime) {}

  @MinionService('manifest', ManifestBody)
  async manifest({ revision, nonce }: ManifestBody, { key }: Caller): Promise<MinionServices['manifest']['answer']> {
    const { states, store, trust } = this.master;
    try {
      if (revision !== undefined) return { manifest: await states.manifest(revision) };
      const newest = (await states.snapshot()).revision;
      const manifest = await states.manifest(newest);
      if (nonce === undefined) return { manifest };
      const answer: NewestRevision = { minion: key, nonce, epoch: store.meta.epoch, tree: newest };
      return { manifest, newest: signText(trust.commandSigner, contexts.tree, JSON.stringify(answer)) };
    } catch (error) {
      if (error instanceof UnknownRevision)
        refuse('not-found', `the master keeps no revision ${error.revision} of the state tree`);
      throw error;
    }
  }

  @MinionService('blob', BlobBody)
  async blob(ask: BlobBody): Promise<MinionServices['blob']['answer']> {
    try {
      const { data, size } = await this.master.states.blob(ask.sha256, ask.offset, part);
      return { data: data.toString('base64'), size };
    } catch (error) {
      if (error instanceof UnknownBlob) refuse('not-found', `the master keeps no blob ${error.sha256}`);
      throw error;
    }
  }
}
