import { Inject, Injectable } from '@nestjs/common';
import type { Outcome } from '@fleet/diagnostics';
import type { FileTree } from '@fleet/fileserver';
import {
  compilePillar,
  Decrypter,
  explainPillar,
  PillarCache,
  readFormulas,
  settingsOf,
  type CompiledPillar,
  type Formula,
  type PillarCompileRequest,
} from '@fleet/pillar';
import { fromPlain, isMap, type ValueMap } from '@fleet/values';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { pillarIdentities } from './pillar-keys.js';
import { PillarTrees } from './pillar-trees.js';

export type PillarWish = Pick<PillarCompileRequest, 'id' | 'grains' | 'environment' | 'override'>;

/** Compiles pillars from the roots as they are on disk now, scoped as the formulas of the newest state tree say. */
@Injectable()
export class PillarCompiler {
  private readonly cache = new PillarCache();
  private readonly trees: PillarTrees;
  private readonly decrypter: Decrypter;
  private formulas: { readonly revision: string; readonly read: Outcome<readonly Formula[]> } | undefined;

  constructor(@Inject(runtime) private readonly master: MasterRuntime) {
    this.trees = new PillarTrees(master.config.pillarRoots);
    this.decrypter = new Decrypter(() => pillarIdentities(master.directories, master.config));
  }

  compile(wish: PillarWish): Promise<Outcome<CompiledPillar>> {
    return this.trees.withNewest(wish.environment, async (tree) => {
      const request = await this.request(tree, wish);
      if (!request.ok) return request;
      const outcome = await compilePillar(request.value);
      // From here on the log and the audit know these texts, wherever they turn up. What the minion put in itself is not learned: it could
      // name words as secrets that the records must show.
      if (outcome.ok) {
        const { pillar, secrets } = outcome.value;
        this.master.redactor.addSecrets(wish.override ? without(pillar, wish.override) : pillar, secrets);
      }
      return outcome;
    });
  }

  /** Where the value at a path comes from; of every top-level key, where the path is empty. Secrets are masked in it. */
  explain(wish: PillarWish, path: string): Promise<Outcome<ValueMap>> {
    return this.trees.withNewest(wish.environment, async (tree) => {
      const request = await this.request(tree, wish);
      return request.ok ? explainPillar(request.value, path) : request;
    });
  }

  private async request(tree: FileTree, wish: PillarWish): Promise<Outcome<PillarCompileRequest>> {
    const formulas = await this.formulasNow();
    if (!formulas.ok) return formulas;
    const { config } = this.master;
    const opts = fromPlain({ ...config.opts });
    return {
      ok: true,
      warnings: formulas.warnings,
      value: {
        ...wish,
        ...settingsOf(config.pillar),
        tree,
        opts: isMap(opts) ? opts : new Map(),
        formulas: formulas.value,
        nodegroups: config.nodegroups,
        cache: this.cache,
        decrypter: this.decrypter,
      },
    };
  }

  /** Tells the redactor what formulas call secret: from then on it hides that in arguments as well, such as `pillar=`. */
  async learnSecretNames(): Promise<void> {
    const formulas = await this.formulasNow();
    if (formulas.ok) this.master.redactor.addNames(formulas.value.flatMap(({ secrets }) => secrets));
  }

  /** What the formulas of the newest state tree declare. */
  async formulasNow(): Promise<Outcome<readonly Formula[]>> {
    const tree = await this.master.states.snapshot();
    if (this.formulas?.revision !== tree.revision)
      this.formulas = { revision: tree.revision, read: await readFormulas(tree) };
    return this.formulas.read;
  }
}

/** The pillar as far as the override left it as it was. */
function without(pillar: ValueMap, override: ValueMap): ValueMap {
  const rest: ValueMap = new Map();
  for (const [key, value] of pillar) {
    const over = override.get(key);
    if (over === undefined) rest.set(key, value);
    else if (isMap(over) && isMap(value)) rest.set(key, without(value, over));
  }
  return rest;
}
