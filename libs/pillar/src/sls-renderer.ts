import type { Place } from '@fleet/diagnostics';
import { isList, isMap, mergeRecursive, type Value, type ValueMap } from '@fleet/values';
import type { PillarCompileRequest } from './compile-pillar.js';
import { readInclude, type Include } from './include-item.js';
import type { Problems } from './problems.js';
import { renderFile } from './render-file.js';
import { SlsNames } from './sls-names.js';

/** Renders SLS files of one environment with what they include. */
export class SlsRenderer {
  /** What was rendered already: an include brings each file once, so that cycles end. */
  private readonly rendered = new Set<string>();

  private constructor(
    private readonly request: PillarCompileRequest,
    private readonly environment: string,
    private readonly names: SlsNames,
    private readonly problems: Problems,
  ) {}

  static async of(request: PillarCompileRequest, environment: string, problems: Problems): Promise<SlsRenderer> {
    const files = await request.tree.list(environment);
    return new SlsRenderer(request, environment, new SlsNames(files.map(({ path }) => path)), problems);
  }

  expand(name: string): string[] {
    return this.names.expand(name);
  }

  /** The data of an SLS; an including file wins over what it includes. Empty where something was wrong. */
  async data(sls: string, at: Place | undefined, optional: boolean, defaults?: ValueMap): Promise<ValueMap> {
    const path = this.names.path(sls);
    if (path === undefined) {
      if (!optional) this.reportMissing(sls, at);
      return new Map();
    }
    this.rendered.add(path);
    const document = await renderFile(
      this.request,
      { environment: this.environment, path, sls, ...(defaults && { defaults }) },
      this.problems,
    );
    const value = document?.value ?? null;
    if (!document || value === null) return new Map();
    if (!isMap(value)) {
      this.problems.error(
        'pillar.not-a-mapping',
        `${sls} is not a mapping`,
        document.at(value) ?? { file: path, line: 1, column: 0 },
      );
      return new Map();
    }
    if (!value.has('include')) return value;
    const own: ValueMap = new Map(value);
    own.delete('include');
    const included = await this.includes(value, document.at.bind(document), { sls, path });
    return mergeRecursive(included, own) as ValueMap;
  }

  private async includes(
    value: ValueMap,
    placeOf: (container: Value, step?: Value) => Place | undefined,
    from: { sls: string; path: string },
  ): Promise<ValueMap> {
    const list = value.get('include') ?? null;
    const here = placeOf(value, 'include') ?? { file: from.path, line: 1, column: 0 };
    if (!isList(list)) {
      if (list !== null) this.problems.error('pillar.include-malformed', 'include must be a list', here);
      return new Map();
    }
    let merged: ValueMap = new Map();
    for (const [index, item] of list.entries()) {
      const at = placeOf(list, index) ?? here;
      const include = readInclude(item, from);
      if ('malformed' in include) this.problems.error('pillar.include-malformed', include.malformed, at);
      else merged = mergeRecursive(merged, await this.include(include, at)) as ValueMap;
    }
    return merged;
  }

  private async include({ sls, key, defaults }: Include, at: Place): Promise<ValueMap> {
    let merged: ValueMap = new Map();
    for (const name of this.names.expand(sls)) {
      const path = this.names.path(name);
      if (path !== undefined && this.rendered.has(path)) continue;
      if (path !== undefined) this.problems.cameFrom.set(path, at);
      const data = await this.data(name, at, false, defaults);
      merged = mergeRecursive(merged, key === undefined || data.size === 0 ? data : under(key, data)) as ValueMap;
    }
    return merged;
  }

  private reportMissing(sls: string, at: Place | undefined): void {
    const stem = sls.replaceAll('.', '/');
    const refused = [`${stem}.sls`, `${stem}/init.sls`]
      .map((path) => this.request.tree.refusal?.(this.environment, path))
      .find((reason) => reason !== undefined);
    const near = this.names.near(sls);
    const detail =
      refused !== undefined
        ? `Its file ${refused}.`
        : near !== undefined
          ? `Did you mean ${near}?`
          : `Looked for ${stem}.sls and ${stem}/init.sls.`;
    this.problems.error(
      'pillar.unknown-sls',
      `there is no SLS ${sls} in environment ${this.environment} of the pillar`,
      at,
      detail,
    );
  }
}

function under(path: string, data: ValueMap): ValueMap {
  return path.split(':').reduceRight<ValueMap>((inner, step) => new Map([[step, inner]]), data);
}
