import type { Place } from '@fleet/diagnostics';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { Compilation } from '../compilation.js';
import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { SlsFile, WantedSls } from '../representations.js';
import { renderSls } from './render-sls.js';
import { resolveInclude } from './resolve-include.js';

/** Renders every wanted SLS and what they include: each once, what is included before what includes it. */
export const collectSls: Pass = {
  stage: 'sls',
  async run(draft, compilation) {
    const collector = new Collector(compilation);
    for (const wanted of draft.top) await collector.want(wanted, undefined);
    return { output: { ...draft, sls: collector.files() }, diagnostics: collector.problems.list };
  },
};

interface Loaded {
  readonly environment: string;
  readonly sls: string;
  readonly includes: Set<string>;
  file?: Omit<SlsFile, 'includedFrom'>;
}

class Collector {
  readonly problems = new Problems();
  /** By `environment:sls`; an entry stands there from before its includes are followed, so that cycles end. */
  readonly #loaded = new Map<string, Loaded>();
  readonly #order: Loaded[] = [];

  constructor(private readonly compilation: Compilation) {}

  async want(wanted: WantedSls, includer: Loaded | undefined): Promise<void> {
    const index = await this.compilation.index(wanted.environment);
    const names = index.expand(wanted.sls);
    if (names.length === 0 && !wanted.optional)
      this.problems.error(
        'sls.unknown',
        `no SLS of environment ${wanted.environment} matches ${wanted.sls}`,
        wanted.at,
      );
    for (const sls of names) {
      const key = `${wanted.environment}:${sls}`;
      includer?.includes.add(key);
      if (this.#loaded.has(key)) continue;
      const path = index.path(sls);
      if (path !== undefined) {
        await this.#load({ environment: wanted.environment, sls, includes: new Set() }, key, path, wanted.at);
      } else if (!wanted.optional) {
        const near = index.near(sls);
        const detail = near === undefined ? undefined : `Did you mean ${near}?`;
        this.problems.error(
          'sls.unknown',
          `there is no SLS ${sls} in environment ${wanted.environment}`,
          wanted.at,
          detail,
        );
      }
    }
  }

  async #load(loaded: Loaded, key: string, path: string, from: Place | undefined): Promise<void> {
    this.#loaded.set(key, loaded);
    if (from && !this.compilation.cameFrom.has(path)) this.compilation.cameFrom.set(path, from);
    const rendered = await renderSls(this.compilation, loaded.environment, loaded.sls, path);
    this.problems.add(rendered.ok ? rendered.warnings : rendered.diagnostics);
    if (!rendered.ok) return;
    const { value } = rendered.value;
    const at: SlsFile['at'] = (container, step, otherwise) => () => rendered.value.at(container, step) ?? otherwise?.();
    if (value !== null && !isMap(value)) {
      this.problems.error(
        'sls.not-a-mapping',
        `SLS ${loaded.sls} does not render to a mapping of IDs`,
        at(value)() ?? { file: path, line: 1, column: 1 },
      );
      return;
    }
    const body: ValueMap = value ?? new Map();
    loaded.file = { environment: loaded.environment, sls: loaded.sls, path, body, at };
    if (body.has('include')) await this.#follow(loaded, loaded.file);
    this.#order.push(loaded);
  }

  async #follow(loaded: Loaded, file: Omit<SlsFile, 'includedFrom'>): Promise<void> {
    const includes = file.body.get('include') as Value;
    const place = file.at(file.body, 'include');
    if (!isList(includes)) {
      this.problems.error('sls.malformed-include', `include in SLS ${file.sls} must be a list`, place);
      return;
    }
    for (let index = 0; index < includes.length; index += 1) {
      const at = file.at(includes, index, place)();
      const resolved = resolveInclude(includes[index] as Value, file);
      if ('malformed' in resolved) this.problems.error('sls.malformed-include', resolved.malformed, at);
      else await this.want({ ...resolved, ...(at && { at }) }, loaded);
    }
  }

  /** In the order in which they were rendered, each with everything that includes it. */
  files(): SlsFile[] {
    const includers = new Map<string, Set<string>>();
    for (const { environment, sls } of this.#order) {
      const seen = new Set<string>();
      const waiting = [`${environment}:${sls}`];
      for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
        for (const included of this.#loaded.get(key)?.includes ?? []) {
          if (seen.has(included)) continue;
          seen.add(included);
          waiting.push(included);
          let names = includers.get(included);
          if (!names) includers.set(included, (names = new Set()));
          names.add(sls);
        }
      }
    }
    return this.#order.flatMap(({ file }) =>
      file ? [{ ...file, includedFrom: includers.get(`${file.environment}:${file.sls}`) ?? new Set<string>() }] : [],
    );
  }
}
