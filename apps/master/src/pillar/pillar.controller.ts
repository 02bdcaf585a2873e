import { Controller, Inject } from '@nestjs/common';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { withoutValues } from '@fleet/diagnostics';
import { contexts, sealPillar, signText } from '@fleet/identity';
import type { MinionServices, PillarAnswer, PillarRequest } from '@fleet/protocol';
import { isMap, stringifyExact } from '@fleet/values';
import type { Caller } from '../bus/caller.js';
import { exactMap } from '../bus/exact.js';
import { MinionService } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { PillarCompiler } from './pillar-compiler.js';

class PillarBody implements PillarRequest {
  @Matches(/^[A-Za-z0-9_-]{22}$/) readonly nonce!: string;
  @IsString() @MaxLength(512 * 1024) readonly grains!: string;
  @IsOptional() @Matches(/^[A-Za-z0-9_.-]{1,64}$/) readonly environment?: string;
  @IsOptional() @IsString() @MaxLength(512 * 1024) readonly override?: string;
  @IsOptional() @IsString() @MaxLength(4096) readonly explain?: string;
}

@Controller()
export class PillarController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly compiler: PillarCompiler,
  ) {}

  /** Its id is the one that its key was accepted for; grains are what it says of itself. */
  @MinionService('pillar', PillarBody)
  async pillar(ask: PillarBody, { key }: Caller): Promise<MinionServices['pillar']['answer']> {
    const minion = this.registry.get(key);
    if (!minion) return refuse('not-allowed', 'this key is not accepted');
    // Before it is compiled: of two that cross, the one that was begun later knows more.
    const revision = this.master.store.meta.next('pillar');
    const wish = {
      id: minion.minion,
      grains: exactMap(ask.grains, 'grains'),
      ...(ask.environment !== undefined && { environment: ask.environment }),
      ...(ask.override !== undefined && { override: exactMap(ask.override, 'override') }),
    };
    const outcome =
      ask.explain === undefined ? await this.compiler.compile(wish) : await this.compiler.explain(wish, ask.explain);
    const { quiet, redactor } = this.master;
    if (!outcome.ok) {
      // Excerpts show lines of the pillar, and what is another minion's may stand there: where and why is all that this one may know.
      const diagnostics = redactor.redactJson(outcome.diagnostics.map(withoutValues));
      quiet.warn(key, { minion: minion.minion, diagnostics }, 'a pillar does not compile');
      return refuse('pillar-failed', `the pillar of ${minion.minion} does not compile`, { diagnostics });
    }
    if (outcome.warnings.length > 0)
      quiet.warn(
        key,
        { minion: minion.minion, warnings: redactor.redactJson(outcome.warnings.map(withoutValues)) },
        'a pillar compiles with warnings',
      );
    const { value } = outcome;
    const [data, secrets] = isMap(value) ? [value, []] : [value.pillar, value.secrets];
    const sealed = sealPillar(minion, stringifyExact(data));
    const { epoch } = this.master.store.meta;
    const answer: PillarAnswer = { minion: key, nonce: ask.nonce, epoch, revision, sealed, secrets };
    return signText(this.master.trust.commandSigner, contexts.pillar, JSON.stringify(answer));
  }
}
