import type { Place } from '@fleet/diagnostics';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { PillarCompileRequest } from '../definition.js';
import { usualMerging, type Merging } from '../merge/merging.js';
import { nothing, type Part } from '../merge/part.js';
import { SharedMerges } from '../merge/shared-merges.js';
import type { Problems } from '../problems.js';
import { renderFile, type RenderedFile } from '../render/render-file.js';
import { readInclude, resolveName, type IncludeItem } from './include-item.js';
import { SlsNames } from './sls-names.js';

interface Here {
  readonly sls: string;
  readonly path: string;
}

/** Renders SLS files of one environment with what they include. */
export class SlsRenderer {
  private readonly merging: Merging;
  private readonly shared: SharedMerges;
  /** What each SLS says itself, since it was rendered first. An include renders a file once, so that cycles end. */
  private readonly own = new Map<string, Part>();

  /** Encrypted values that a minion may have had a part in. */
  readonly madeFromGrains = new Set<string>();

  private constructor(
    private readonly request: PillarCompileRequest,
    private readonly environment: string,
    private readonly names: SlsNames,
    /** SLS that may be missing, wherever they are named. */
    private readonly optional: ReadonlySet<string>,
    private readonly problems: Problems,
  ) {
    this.merging = request.merging ?? usualMerging;
    // Where everything came from belongs to one compile.
    this.shared = (request.trace !== true && request.cache?.merges) || new SharedMerges();
  }

  static async of(
    request: PillarCompileRequest,
    environment: string,
    optional: ReadonlySet<string>,
    problems: Problems,
  ): Promise<SlsRenderer> {
    return new SlsRenderer(request, environment, await SlsNames.of(request.tree, environment), optional, problems);
  }

  /** The names that a top file means by one; a name without a file means itself. */
  expand(name: string): readonly string[] {
    const found = this.names.matching(name);
    return found.length > 0 ? found : [name];
  }

  /** An SLS with what it includes. Empty where something was wrong. */
  async part(sls: string, at: Place | undefined, defaults: ValueMap = new Map()): Promise<Part> {
    const path = this.names.path(sls);
    if (path === undefined) {
      if (!this.optional.has(sls)) this.reportMissing(sls, at);
      return nothing;
    }
    const { request, environment, problems } = this;
    // What is being rendered says nothing yet to those that include it in a circle.
    this.own.set(sls, nothing);
    const document = await renderFile(request, { environment, path, sls, defaults }, problems);
    for (const encrypted of document?.madeFromGrains ?? []) this.madeFromGrains.add(encrypted);
    const value = document?.value ?? null;
    if (!document || isEmpty(value)) return nothing;
    if (!isMap(value)) {
      const whole = document.at(value) ?? { file: path, line: 1, column: 0 };
      problems.error('pillar.not-a-mapping', `${sls} is not a mapping`, whole);
      return nothing;
    }
    const data = value.has('include') ? this.shared.without(value, 'include') : value;
    const own: Part = {
      data,
      ...(request.trace === true && { origin: { kind: 'file', document, data, sls, path, environment } }),
    };
    this.own.set(sls, own);
    if (!value.has('include')) return own;
    const included = await this.includes(value, document, { sls, path }, defaults);
    const parts = this.merging.includesOverride ? [own, ...included] : [...included, own];
    return this.shared.merged(data, parts, this.merging);
  }

  private async includes(value: ValueMap, document: RenderedFile, here: Here, defaults: ValueMap): Promise<Part[]> {
    const list = value.get('include') ?? null;
    const around = document.at(value, 'include') ?? { file: here.path, line: 1, column: 0 };
    if (!isList(list)) {
      this.problems.error('pillar.include-malformed', 'include must be a list', around);
      return [];
    }
    const parts: Part[] = [];
    // As in Salt, a plain name takes the defaults of the item before it, and the first one those of its file.
    let current = defaults;
    for (const [index, written] of list.entries()) {
      const at = document.at(list, index) ?? around;
      const item = readInclude(written);
      if ('malformed' in item) {
        this.problems.error('pillar.include-malformed', item.malformed, at);
        continue;
      }
      current = item.defaults ?? current;
      for (const name of this.meant(item.name, here, at)) {
        const part = await this.include(name, at, current);
        if (part.data.size > 0) parts.push(this.wrapped(part, item, at, current));
      }
    }
    return parts;
  }

  /** An SLS that was rendered before brings only what it says itself: what it includes has come already. */
  private async include(sls: string, at: Place, defaults: ValueMap): Promise<Part> {
    const known = this.own.get(sls);
    if (known) return known;
    const path = this.names.path(sls);
    if (path !== undefined) this.problems.cameFrom.set(path, at);
    return this.part(sls, at, defaults);
  }

  private meant(name: string, here: Here, at: Place): readonly string[] {
    const full = resolveName(name, here);
    if (full === undefined) {
      this.problems.error('pillar.include-malformed', `${name} leads out of the pillar tree`, at);
      return [];
    }
    const bare = name.replace(/^\.+/, '');
    // Salt looks for the name without its dots too, at the top of the tree, and takes both.
    const atTop = name === bare ? [] : this.names.matching(bare);
    const found = this.names.matching(full);
    const further = atTop.filter((sls) => !found.includes(sls));
    if (further.length > 0)
      this.problems.warning('pillar.include-twice', `${name} brings in ${[...further, ...found].join(' and ')}`, at);
    if (atTop.length + found.length === 0) return [full];
    // Salt goes through what a name matches twice, and the second time an SLS brings only its own data. Of one SLS that changes nothing,
    // unless what it includes wins over it; and with the strategy `list` nobody could mean it.
    const twice = [...(name === bare ? found : atTop), ...found];
    const { includesOverride, strategy } = this.merging;
    const once = [...new Set(twice)];
    return strategy !== 'list' && (once.length > 1 || includesOverride) ? twice : once;
  }

  private wrapped(part: Part, { key }: IncludeItem, at: Place, defaults: ValueMap): Part {
    const data = this.shared.under(key, part.data);
    if (!part.origin) return { data };
    return { data, origin: { kind: 'include', at, key, part, ...(defaults.size > 0 && { defaults }) } };
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

/** What Salt takes for an empty file: everything that Python calls false. */
function isEmpty(value: Value): boolean {
  if (isMap(value)) return value.size === 0;
  if (isList(value)) return value.length === 0;
  return value === null || value === '' || value === 0 || value === false;
}
