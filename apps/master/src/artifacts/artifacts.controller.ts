import { Controller, Inject } from '@nestjs/common';
import { IsBoolean, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { ArtifactRecord } from '@fleet/jobs';
import type { ArtifactPart, MinionServices, OperatorMethods } from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';
import { Access } from '../access/access.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../bus/caller.js';
import { Nested } from '../bus/check-body.js';
import { MinionService, OperatorMethod } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { MinionRegistry, type KnownMinion } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { ArtifactStore } from './artifact-store.js';

const sha256 = /^[0-9a-f]{64}$/;
const longest = Number.MAX_SAFE_INTEGER;
/** Rows of one answer: with paths as long as they may be, they fit into one message. */
const rowsAtOnce = 300;

class StatBody {
  @IsString() @MaxLength(4096) readonly path!: string;
}

class PlainBody {
  @IsInt() @Min(0) @Max(longest) readonly size!: number;
  @Matches(sha256) readonly sha256!: string;
}

class PartBody implements ArtifactPart {
  @IsString() @MaxLength(4096) readonly path!: string;
  @IsInt() @Min(0) @Max(longest) readonly offset!: number;
  @IsInt() @Min(0) @Max(longest) readonly size!: number;
  @Matches(sha256) readonly sha256!: string;
  @Matches(/^[A-Za-z0-9+/]*={0,2}$/) @MaxLength(720_000) readonly data!: string;
  @IsOptional() @Nested(PlainBody) readonly secret?: PlainBody;
}

class NameBody {
  @IsString() @MaxLength(253) readonly minion!: string;
  @IsString() @MaxLength(4096) readonly path!: string;
}

class ListBody {
  @IsOptional() @IsString() @MaxLength(1024) readonly minion?: string;
  @IsOptional() @Nested(NameBody) readonly after?: NameBody;
}

class GetBody extends NameBody {
  @IsInt() @Min(0) @Max(longest) readonly offset!: number;
  @IsOptional() @IsBoolean() readonly secrets?: boolean;
}

/** Files that minions bring, and operators fetch. */
@Controller()
export class ArtifactsController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly artifacts: ArtifactStore,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /** Its folder is that of the id which its key was accepted for. */
  @MinionService('artifact_stat', StatBody)
  stat({ path }: StatBody, caller: Caller): Promise<MinionServices['artifact_stat']['answer']> {
    return this.artifacts.stat(this.minion(caller), path);
  }

  @MinionService('artifact_put', PartBody)
  put(part: PartBody, caller: Caller): Promise<MinionServices['artifact_put']['answer']> {
    return this.artifacts.put(this.minion(caller), part);
  }

  @OperatorMethod('artifact_list', ListBody)
  list({ minion, after }: ListBody): OperatorMethods['artifact_list']['answer'] {
    const matches = compileGlob(minion ?? '*');
    const rows = this.master.store.artifacts.all(after ?? undefined).filter((row) => matches(row.minion));
    return {
      ...(rows.length > rowsAtOnce && { more: true as const }),
      artifacts: rows.slice(0, rowsAtOnce).map(({ minion: id, path, size, sha256: hash, secret, stored }) => ({
        ...{ minion: id, path, size, sha256: hash, secret, stored },
      })),
    };
  }

  @OperatorMethod('artifact_get', GetBody)
  async get(ask: GetBody, { key }: Caller): Promise<OperatorMethods['artifact_get']['answer']> {
    if (ask.secrets === true && !this.access.has(key, 'secrets'))
      return refuse('not-allowed', '--show-secrets takes the right `secrets`');
    const record = this.record(ask);
    if (record.secret && ask.secrets !== true)
      return refuse(
        'not-allowed',
        `${ask.path} of ${ask.minion} is secret; fleetctl artifacts get --show-secrets opens it`,
      );
    if (record.secret || ask.offset === 0) await this.note(key, 'artifact_get', record);
    const data = await this.artifacts.read(record, ask.offset);
    return { data: data.toString('base64'), size: record.size, sha256: record.sha256 };
  }

  @OperatorMethod('artifact_remove', NameBody)
  async remove(ask: NameBody, { key }: Caller): Promise<OperatorMethods['artifact_remove']['answer']> {
    const record = this.record(ask);
    await this.note(key, 'artifact_remove', record);
    await this.artifacts.remove(record);
    return { removed: 1 };
  }

  private minion({ key }: Caller): KnownMinion {
    return this.registry.get(key) ?? refuse('not-allowed', 'this key is not accepted');
  }

  private record({ minion, path }: NameBody): ArtifactRecord {
    return (
      this.master.store.artifacts.get(minion, path) ??
      refuse('not-found', `${minion} has brought no ${path}; fleetctl artifacts list shows what there is`)
    );
  }

  private note(operator: string, action: string, { minion, path, secret }: ArtifactRecord): Promise<void> {
    const what = secret ? `${path} (secret)` : path;
    return this.audit.record(operator, { action, target: minion, args: what, outcome: 'done' });
  }
}
