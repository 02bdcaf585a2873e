import { Controller, Inject } from '@nestjs/common';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { mostNames, nameKinds, type NameKind, type NamesAnswer, type NamesAsk } from '@fleet/protocol';
import { Access } from '../access/access.js';
import type { Caller } from '../bus/caller.js';
import { OperatorMethod } from '../bus/handlers.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

class NamesBody implements NamesAsk {
  @IsIn(nameKinds) readonly kind!: NameKind;
  @IsOptional() @IsString() @MaxLength(255) readonly prefix?: string;
}

/** Jobs, rollouts: nobody types the name of one of long ago. */
const recent = 50;

/** What a shell completes: names that whoever asks would be shown elsewhere too. */
@Controller()
export class NamesController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly access: Access,
  ) {}

  @OperatorMethod('name_list', NamesBody)
  async names({ kind, prefix = '' }: NamesBody, { key }: Caller): Promise<NamesAnswer> {
    const all = await this.namesOf(kind, key);
    const names = all.filter((name) => name.startsWith(prefix));
    return { names: names.slice(0, mostNames), ...(names.length > mostNames && { more: true }) };
  }

  private namesOf(kind: NameKind, operator: string): string[] | Promise<string[]> {
    const { config, store, operators } = this.master;
    const may = (right: Parameters<Access['mayRead']>[1]): boolean => this.access.mayRead(operator, right);
    const own = operators.name(operator);
    switch (kind) {
      case 'minion':
        return this.minions(operator);
      case 'nodegroup':
        return [...config.nodegroups.keys()].sort();
      case 'sls':
        return this.slsNames(operator);
      case 'jid':
        return store.jobs.list(recent, may('jobs') ? {} : { operator: own }).map(({ jid }) => jid);
      case 'key':
        return may('keys') ? sorted(store.keys.all().map(({ minion }) => minion)) : [];
      case 'operator':
        return may('operators') ? sorted(store.operators.all().map(({ name }) => name)) : [];
      case 'rollout':
        return store.rollouts
          .list(recent)
          .filter((row) => may('jobs') || row.operator === own)
          .map(({ id }) => id);
      case 'approval':
        return store.approvals
          .waiting(Date.now())
          .filter((row) => this.access.has(operator, 'approve') || row.operator === own)
          .map(({ id }) => id);
    }
  }

  /** All for whoever may see the status; else those on which one of its rules lets it run something. */
  private minions(operator: string): string[] {
    const all = this.registry.all();
    if (this.access.mayRead(operator, 'status')) return all.map(({ minion }) => minion);
    const matchers = this.roles(operator).flatMap(({ rules }) => rules.map(({ minions }) => minions));
    return all
      .filter(({ key, minion }) =>
        matchers.some((matcher) =>
          matcher.matches({ id: minion, grains: matcher.needs.has('grains') ? this.registry.grains(key) : new Map() }),
        ),
      )
      .map(({ minion }) => minion);
  }

  /** For those who may apply states, or see what lint says of them. */
  private async slsNames(operator: string): Promise<string[]> {
    const applies = this.roles(operator).some(
      ({ all, rules }) => all || rules.some(({ allows }) => allows('state.apply') || allows('state.sls')),
    );
    if (!applies && !this.access.mayRead(operator, 'lint')) return [];
    const tree = await this.master.states.snapshot();
    const entries = await Promise.all(tree.environments.map((environment) => tree.list(environment)));
    return sorted(entries.flat().flatMap(({ path }) => slsName(path) ?? []));
  }

  private roles(operator: string): ReturnType<MasterRuntime['policy']['rolesOf']> {
    return this.master.policy.rolesOf(this.access.rolesOf(operator));
  }
}

/** `cortensord/init.sls` is applied as `cortensord`, `web/tls.sls` as `web.tls`; a top file is no SLS. */
function slsName(path: string): string | undefined {
  if (!path.endsWith('.sls') || path === 'top.sls') return undefined;
  const name = path.slice(0, -'.sls'.length);
  return (name.endsWith('/init') ? name.slice(0, -'/init'.length) : name).replaceAll('/', '.');
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
