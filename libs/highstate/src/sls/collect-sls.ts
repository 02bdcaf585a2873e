import type { Place } from '@fleet/diagnostics';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { Compilation } from '../compilation.js';
import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { SlsFile, WantedSls } from '../representations.js';
import { renderSls } from './render-sls.js';
import { resolveInclude } from './resolve-include.js';
import { unknownEnvironment } from './unknown-environment.js';

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
  readonly includedFrom: readonly string[];
}

class Collector {
  readonly problems = new Problems();
  /** `environment:sls` of what was opened; from before its includes are followed, so that cycles end. */
  readonly #opened = new Set<string>();
  readonly #files: SlsFile[] = [];

  constructor(private readonly compilation: Compilation) {}

  async want(wanted: WantedSls, includer: Loaded | undefined): Promise<void> {
    const { environments } = this.compilation.context.tree;
    if (!environments.includes(wanted.environment)) {
      unknownEnvironment(wanted.environment, wanted.sls, environments, wanted.at, this.problems);
      return;
    }
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
      if (this.#opened.has(key)) continue;
      const path = index.path(sls);
      if (path !== undefined) {
        const includedFrom = includer ? [includer.sls, ...includer.includedFrom] : [];
        await this.#load({ environment: wanted.environment, sls, includedFrom }, key, path, wanted.at);
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
    const opened = this.#opened.size;
    this.#opened.add(key);
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
    const file: SlsFile = { ...loaded, path, body, at, opened };
    if (body.has('include')) await this.#follow(file);
    this.#files.push(file);
  }

  async #follow(file: SlsFile): Promise<void> {
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
      else await this.want({ ...resolved, ...(at && { at }) }, file);
    }
  }

  /** What is included before what includes it. */
  files(): readonly SlsFile[] {
    return this.#files;
  }
}
