import { Controller, Inject } from '@nestjs/common';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import type { KeyRecord } from '@fleet/jobs';
import { tokenId, type JoinTokenWish, type KeyChoice, type KeyRow, type OperatorMethods } from '@fleet/protocol';
import { Access } from '../access/access.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../bus/caller.js';
import { OperatorMethod } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { namedByRule } from './autosign.js';
import { createJoinToken, longestLifetime, tokenInWords, tokenName, tokenRow, usualLifetime } from './join-tokens.js';
import { KeyDecisions, type Decision } from './key-decisions.js';
import { SpentTokens } from './spent-tokens.js';

class NothingBody {}

class KeyChoiceBody implements KeyChoice {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  @MaxLength(256, { each: true })
  readonly minions?: readonly string[];
  @IsOptional() @IsBoolean() readonly allPending?: boolean;
  @IsOptional() @IsBoolean() readonly replace?: boolean;
}

class TokenBody implements JoinTokenWish {
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) readonly uses?: number;
  /** Milliseconds. */
  @IsOptional() @IsInt() @Min(1000) @Max(longestLifetime) readonly lifetime?: number;
  @IsOptional() @IsString() @MaxLength(253) readonly ids?: string;
  @IsOptional() @IsBoolean() readonly accept?: boolean;
  @IsOptional() @Matches(tokenName) readonly name?: string;
}

class TokensBody {
  @IsArray()
  @ArrayMaxSize(1000)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  readonly tokens!: readonly string[];
}

@Controller()
export class KeysController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly decisions: KeyDecisions,
    private readonly audit: AuditLog,
    private readonly access: Access,
    private readonly registry: MinionRegistry,
    private readonly spent: SpentTokens,
  ) {}

  @OperatorMethod('key_list', NothingBody)
  list(): OperatorMethods['key_list']['answer'] {
    return { keys: this.master.store.keys.all().map((record) => this.row(record)) };
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
    // Whoever makes such a token accepts keys, only earlier.
    const byRule = namedByRule(this.master.config.autosign, ask.name);
    if ((ask.accept === true || byRule) && !this.access.has(key, 'keys')) {
      const such = ask.accept === true ? 'that accepts' : `called ${ask.name}, which a rule of autosign trusts,`;
      return refuse('not-allowed', `a token ${such} takes the right to decide keys (keys), too`);
    }
    const { trust, store, servers, tls, operators } = this.master;
    const { text, row } = createJoinToken({
      ...{ trust, servers, tls, operator: operators.name(key), operatorKey: key },
      ...{ uses: ask.uses ?? 1, lifetime: ask.lifetime ?? usualLifetime, accept: ask.accept ?? false },
      ...(ask.ids !== undefined && { ids: ask.ids }),
      ...(ask.name !== undefined && { name: ask.name }),
    });
    await store.write(({ tokens, audit }) => {
      tokens.create(row);
      const args = tokenInWords(row);
      audit.append(this.audit.entry(key, { action: 'token_create', target: tokenId(row.key), args, outcome: 'done' }));
    });
    return { token: text, expires: row.expires, id: tokenId(row.key) };
  }

  @OperatorMethod('token_list', NothingBody)
  tokens(): OperatorMethods['token_list']['answer'] {
    const now = Date.now();
    return { tokens: this.master.store.tokens.list().map((token) => tokenRow(token, now)) };
  }

  /** Nobody comes with it any more; who came with it and waits is still told what becomes of it. */
  @OperatorMethod('token_revoke', TokensBody)
  async revoke({ tokens: names }: TokensBody, { key }: Caller): Promise<OperatorMethods['token_revoke']['answer']> {
    const now = Date.now();
    const { store } = this.master;
    const means = (name: string, token: { key: string; name?: string }): boolean =>
      token.name === name || tokenId(token.key) === name;
    const all = store.tokens.list();
    const missing = names.find((name) => !all.some((token) => means(name, token)));
    if (missing !== undefined || names.length === 0)
      return refuse('not-found', missing === undefined ? 'name join tokens' : `there is no join token ${missing}`, {
        known: all.map((token) => token.name ?? tokenId(token.key)),
      });
    const chosen = all.filter((token) => token.expires > now && names.some((name) => means(name, token)));
    const revoked = await store.write(({ tokens, audit }) =>
      chosen.filter((token) => {
        const done = tokens.revoke(token.key, now);
        if (done)
          audit.append(this.audit.entry(key, { action: 'token_revoke', target: tokenId(token.key), outcome: 'done' }));
        return done;
      }),
    );
    await this.spent.withdraw();
    return { revoked: revoked.map((token) => tokenRow({ ...token, revoked: now }, now)) };
  }

  private async decide(
    decision: Decision,
    choice: KeyChoice,
    { key }: Caller,
  ): Promise<OperatorMethods['key_accept']['answer']> {
    const { changed, replaced, left } = await this.decisions.decide(decision, choice, key);
    const rows = (records: readonly KeyRecord[]): KeyRow[] => records.map((record) => this.row(record));
    return {
      changed: rows(changed),
      ...(replaced.length > 0 && { replaced: rows(replaced) }),
      ...(left.length > 0 && { left: rows(left) }),
    };
  }

  /** As operators see it; one that waits is shown beside the key whose place it would take. */
  private row({ sealKey: _, ...row }: KeyRecord): KeyRow {
    const other = row.state === 'pending' ? this.master.store.keys.acceptedFor(row.minion) : undefined;
    if (!other) return row;
    const { key, fingerprint, incarnation = 1 } = other;
    return { ...row, replaces: { key, fingerprint, incarnation, up: this.registry.get(key)?.up === true } };
  }
}
