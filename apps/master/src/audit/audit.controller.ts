import { Controller, Inject } from '@nestjs/common';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { AuditAsk, AuditState, OperatorMethods } from '@fleet/protocol';
import type { Caller } from '../bus/caller.js';
import { OperatorMethod } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { AuditHeads, headSigners } from './audit-head.js';
import { AuditLog } from './audit-log.js';
import { verifyAudit } from './verify-audit.js';

class AuditBody implements AuditAsk {
  @IsOptional() @IsInt() @Min(1) @Max(10_000) readonly limit?: number;
  @IsOptional() @IsString() @MaxLength(64) readonly operator?: string;
  // A pattern that the store goes through row by row: few stars, so that it stays cheap.
  @IsOptional() @Matches(/^(?!(?:.*\*){4})[A-Za-z0-9_.*?]{1,128}$/) readonly function?: string;
  @IsOptional() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) readonly since?: number;
  @IsOptional() @Matches(/^[a-z-]{1,64}$/) readonly outcome?: string;
  @IsOptional() @Matches(/^[0-9]{20}$/) readonly jid?: string;
}

class VerifyBody {
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'head must be a hash of 64 hexadecimal digits' })
  readonly head?: string;
}

/** Bytes of rows in one answer: it has to fit into one message. */
const answerBytes = 900_000;

/** What was done, and whether the record of it holds. */
@Controller()
export class AuditController {
  private verifying = false;

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly heads: AuditHeads,
    private readonly audit: AuditLog,
  ) {}

  @OperatorMethod('audit_list', AuditBody)
  list({ limit, ...query }: AuditBody): OperatorMethods['audit_list']['answer'] {
    const rows = this.master.store.audit.list(limit ?? 50, query);
    let bytes = 0;
    const fitting = rows.findIndex((row) => (bytes += Buffer.byteLength(JSON.stringify(row)) + 1) > answerBytes);
    return { rows: fitting === -1 ? rows : rows.slice(0, fitting) };
  }

  /** One at a time: it reads every row. */
  @OperatorMethod('audit_verify', VerifyBody)
  async verify({ head }: VerifyBody, { key }: Caller): Promise<AuditState> {
    if (this.verifying) return refuse('busy', 'the audit log is being verified already; ask again in a moment');
    this.verifying = true;
    try {
      const { store, directories, trust } = this.master;
      const state = await verifyAudit({
        audit: store.audit,
        folder: directories.master.store,
        signers: headSigners(trust),
        ...(head !== undefined && { head }),
      });
      const note = state.ok ? `${state.count} rows` : (state.reason ?? '');
      await this.audit.record(key, { action: 'audit_verify', outcome: state.ok ? 'done' : 'broken', note });
      if (!state.ok) this.master.log.error({ ...state }, 'the audit log does not hold');
      else await this.heads.keep();
      return state;
    } finally {
      this.verifying = false;
    }
  }
}
