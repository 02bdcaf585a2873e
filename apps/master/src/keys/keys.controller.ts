import { Controller, Inject } from '@nestjs/common';
import { ArrayMaxSize, IsArray, IsBoolean, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { KeyChoice, OperatorMethods } from '@fleet/protocol';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../bus/caller.js';
import { OperatorMethod } from '../bus/handlers.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { createJoinToken, longestLifetime, usualLifetime } from './join-tokens.js';
import { KeyDecisions, keyRow, type Decision } from './key-decisions.js';

class NothingBody {}

class KeyChoiceBody implements KeyChoice {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  @MaxLength(256, { each: true })
  readonly minions?: readonly string[];
  @IsOptional() @IsBoolean() readonly allPending?: boolean;
}

class TokenBody {
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) readonly uses?: number;
  /** Milliseconds. */
  @IsOptional() @IsInt() @Min(1000) @Max(longestLifetime) readonly lifetime?: number;
}

@Controller()
export class KeysController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly decisions: KeyDecisions,
    private readonly audit: AuditLog,
  ) {}

  @OperatorMethod('key_list', NothingBody)
  list(): OperatorMethods['key_list']['answer'] {
    return { keys: this.master.store.keys.all().map(keyRow) };
  }

  @OperatorMethod('key_accept', KeyChoiceBody)
  accept(choice: KeyChoiceBody, caller: Caller): Promise<OperatorMethods['key_accept']['answer']> {
    return this.decide('accept', choice, caller);
  }

  @OperatorMethod('key_reject', KeyChoiceBody)
  reject(choice: KeyChoiceBody, caller: Caller): Promise<OperatorMethods['key_reject']['answer']> {
    return this.decide('reject', choice, caller);
  }

  @OperatorMethod('key_delete', KeyChoiceBody)
  delete(choice: KeyChoiceBody, caller: Caller): Promise<OperatorMethods['key_delete']['answer']> {
    return this.decide('delete', choice, caller);
  }

  @OperatorMethod('token_create', TokenBody)
  async token(ask: TokenBody, { key }: Caller): Promise<OperatorMethods['token_create']['answer']> {
    const { trust, store, servers } = this.master;
    const uses = ask.uses ?? 1;
    const made = createJoinToken({
      trust,
      servers,
      uses,
      lifetime: ask.lifetime ?? usualLifetime,
      operator: this.master.operators.name(key),
    });
    await store.write(({ tokens, audit }) => {
      tokens.create(made.row);
      audit.append(
        this.audit.entry(key, {
          action: 'token_create',
          args: `uses ${uses}, expires ${new Date(made.row.expires).toISOString()}`,
          outcome: 'done',
        }),
      );
    });
    return { token: made.text, expires: made.row.expires };
  }

  private async decide(
    decision: Decision,
    choice: KeyChoice,
    { key }: Caller,
  ): Promise<{ changed: ReturnType<typeof keyRow>[] }> {
    return { changed: await this.decisions.decide(decision, choice, key) };
  }
}
