import { Inject, Injectable } from '@nestjs/common';
import type { Outcome } from '@fleet/diagnostics';
import { FileChanged, localTree, StatCache, type FileTree } from '@fleet/fileserver';
import { compilePillar, defaultScope, type CompiledPillar, type PillarCompileRequest } from '@fleet/pillar';
import { fromPlain, isMap, type ValueMap } from '@fleet/values';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { pillarSettings } from './pillar-settings.js';

export type PillarWish = Pick<PillarCompileRequest, 'id' | 'grains' | 'environment' | 'override'>;

/** Compiles pillars from the roots as they are on disk now. */
@Injectable()
export class PillarCompiler {
  private readonly cache = new StatCache();
  private newest: FileTree | undefined;
  private scanning: Promise<FileTree> | undefined;
  private next: Promise<FileTree> | undefined;

  constructor(@Inject(runtime) private readonly master: MasterRuntime) {}

  async compile(wish: PillarWish): Promise<Outcome<CompiledPillar>> {
    try {
      return await this.compileFrom(await this.tree(), wish);
    } catch (error) {
      // Somebody is writing the pillar right now; what they wrote is what counts.
      if (!(error instanceof FileChanged)) throw error;
      this.newest = undefined;
      return this.compileFrom(await this.tree(), wish);
    }
  }

  private async compileFrom(tree: FileTree, wish: PillarWish): Promise<Outcome<CompiledPillar>> {
    const { config, redactor } = this.master;
    const settings = pillarSettings(config);
    const opts = fromPlain({ ...config.opts });
    const outcome = await compilePillar({
      ...wish,
      tree,
      opts: isMap(opts) ? opts : (new Map() as ValueMap),
      scope: settings.scope ?? defaultScope,
      ...(settings.secrets && { secretPatterns: settings.secrets }),
      nodegroups: config.nodegroups,
    });
    // From here on the log and the audit know these texts, wherever they turn up. What the minion put in itself is not learned: it could
    // name words as secrets that the records must show.
    if (outcome.ok)
      redactor.addSecrets(
        wish.override ? without(outcome.value.pillar, wish.override) : outcome.value.pillar,
        outcome.value.secrets,
      );
    return outcome;
  }

  /** Requests that come during a scan share the one after it, so that each sees what was on disk when it came. */
  private tree(): Promise<FileTree> {
    if (!this.scanning) return this.scan();
    this.next ??= this.scanning.then(
      () => this.scan(),
      () => this.scan(),
    );
    return this.next;
  }

  private scan(): Promise<FileTree> {
    this.next = undefined;
    const roots = Object.fromEntries(
      [...this.master.config.pillarRoots].map(([environment, folders]) => [environment, [...folders]]),
    );
    this.scanning = localTree(roots, { cache: this.cache })
      // The tree that is the same keeps the texts that it has read.
      .then((tree) => (this.newest?.revision === tree.revision ? this.newest : (this.newest = tree)))
      .finally(() => (this.scanning = undefined));
    return this.scanning;
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
