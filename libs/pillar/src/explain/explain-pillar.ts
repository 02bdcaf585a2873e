import { formatPlace, nearMatch, type Outcome } from '@fleet/diagnostics';
import { Redactor } from '@fleet/telemetry';
import { isList, isMap, traverse, type Value, type ValueMap } from '@fleet/values';
import { compilePillar } from '../compile-pillar.js';
import type { CompiledPillar, PillarCompileRequest } from '../definition.js';
import { isEncrypted } from '../encryption/age.js';
import { usualMerging } from '../merge/merging.js';
import type { Part } from '../merge/part.js';
import { rulesOf } from '../scope.js';
import { patternsOf, secretNames } from '../secrets.js';
import { trailOf, valueAt, type TrailStep } from './trail.js';
import { Veil } from './veil.js';

/**
 * Where the value at a path (`cortensord:CHAINID`) of a minion's pillar comes from: every file that had a part in it, in order, with what it
 * wrote and how that was merged, and what came out. Without a path: for each top-level key, the files that feed it. Secrets are masked.
 */
export async function explainPillar(request: PillarCompileRequest, path?: string): Promise<Outcome<ValueMap>> {
  const outcome = await compilePillar({ ...request, trace: true });
  if (!outcome.ok) return outcome;
  const explanation = new Explanation(request, outcome.value);
  return { ...outcome, value: path === undefined || path === '' ? explanation.overview() : explanation.of(path) };
}

class Explanation {
  private readonly traced: Part;
  private readonly veil: Veil;
  private readonly merging;

  constructor(
    private readonly request: PillarCompileRequest,
    private readonly compiled: CompiledPillar,
  ) {
    this.traced = compiled.traced ?? { data: new Map() };
    this.merging = request.merging ?? usualMerging;
    const isSecretName = secretNames(patternsOf(request));
    const redactor = new Redactor({ keys: [] });
    redactor.addSecrets(this.compiled.pillar, this.compiled.secrets);
    this.veil = new Veil({
      isSecretName,
      redactor,
      secrets: new Set(this.compiled.secrets),
      rules: rulesOf(request),
      merged: this.traced.data,
    });
  }

  overview(): ValueMap {
    const fed: ValueMap = new Map();
    for (const key of this.compiled.pillar.keys()) {
      const steps = this.steps([String(key)]).filter(({ how }) => how !== 'included');
      const files = [...new Set(steps.map(({ at }) => at?.file).filter((file) => file !== undefined))];
      fed.set(key, [...files, ...(this.request.override?.has(key) ? ['pillar= override'] : [])]);
    }
    return fed;
  }

  of(path: string): ValueMap {
    const steps = path.split(':');
    const result: ValueMap = new Map([['path', path]]);
    const hidden = this.veil.hides(steps);
    const merged = mergeablePath(this.traced.data, this.request.override, steps);
    const trail = this.steps(merged);
    const value = traverse(this.compiled.pillar, path);
    if (hidden) return this.hidden(result, hidden, trail.length > 0);
    if (value === undefined) return this.unset(result, steps, trail);
    result.set('value', this.veil.show(value, steps));
    if (merged.length < steps.length) result.set('inside', `${merged.join(':')}, a list, which is set as a whole`);
    const shown = trail.map((step) => this.shown(step, merged));
    const winner = trail.findLast(({ how }) => how !== 'included');
    let won = winner?.at && formatPlace(winner.at);
    for (const { rule } of this.scopes(merged))
      shown.push(
        new Map([
          ['how', 'scoped'],
          ['by', `${rule.registry}: only what ${rule.assigned} names`],
        ]),
      );
    if (this.isDecrypted(merged)) shown.push(new Map([['how', 'decrypted']]));
    const over = this.request.override && valueAt(this.request.override, merged);
    if (over !== undefined) {
      won = 'pillar= override';
      const before = valueAt(this.traced.data, merged);
      const how = before === undefined ? 'set' : isMap(before) && isMap(over) ? 'merged' : 'overrode';
      shown.push(
        new Map<Value, Value>([
          ['how', how],
          ['at', won],
          ['value', this.veil.show(over, merged)],
        ]),
      );
    }
    result.set('won', won ?? null);
    result.set('steps', shown);
    return result;
  }

  private steps(path: readonly string[]): TrailStep[] {
    return trailOf({ data: new Map(), origin: { kind: 'merged', parts: [this.traced] } }, path, this.merging);
  }

  private shown(step: TrailStep, path: readonly string[]): ValueMap {
    const shown: ValueMap = new Map<Value, Value>([['how', step.how]]);
    if (step.at) shown.set('at', formatPlace(step.at));
    if (step.sls !== undefined) shown.set('sls', step.sls);
    if (step.environment !== undefined) shown.set('environment', step.environment);
    if (step.key) shown.set('key', step.key.join(':'));
    if (step.defaults) shown.set('defaults', this.veil.show(step.defaults, []));
    if (step.value !== undefined) shown.set('value', this.veil.show(step.value, path));
    return shown;
  }

  private scopes(path: readonly string[]): { readonly rule: { registry: string; assigned: string } }[] {
    return rulesOf(this.request)
      .filter(({ registry }) => registry === path.join(':') || path.join(':').startsWith(`${registry}:`))
      .map((rule) => ({ rule }));
  }

  private isDecrypted(path: readonly string[]): boolean {
    const before = valueAt(this.traced.data, path);
    return typeof before === 'string' && isEncrypted(before);
  }

  private hidden(result: ValueMap, { rule, entry }: NonNullable<ReturnType<Veil['hides']>>, exists: boolean): ValueMap {
    result.set('value', null);
    result.set('won', null);
    result.set(
      'why',
      exists
        ? `removed by scope: of ${rule.registry}, this minion gets only what ${rule.assigned} names, and that is not ${entry}`
        : `nothing sets it, and of ${rule.registry} this minion gets only what ${rule.assigned} names`,
    );
    return result;
  }

  private unset(result: ValueMap, steps: readonly string[], trail: readonly TrailStep[]): ValueMap {
    result.set('value', null);
    result.set('won', null);
    result.set('why', trail.length > 0 ? 'it was set, and removed later' : 'nothing sets it');
    let known = 0;
    while (known < steps.length && valueAt(this.compiled.pillar, steps.slice(0, known + 1)) !== undefined) known += 1;
    const prefix = steps.slice(0, known);
    const candidates = this.veil.keysAt(this.compiled.pillar, prefix);
    const near = nearMatch(steps[known] as string, candidates);
    if (near !== undefined) result.set('near', [...prefix, near, ...steps.slice(known + 1)].join(':'));
    else if (prefix.length > 0) result.set('known', prefix.join(':'));
    if (trail.length > 0)
      result.set(
        'steps',
        trail.map((step) => this.shown(step, steps)),
      );
    return result;
  }
}

/** As much of a path as leads through mappings: lists are set as a whole. */
function mergeablePath(data: ValueMap, override: ValueMap | undefined, steps: readonly string[]): string[] {
  for (let length = 1; length < steps.length; length += 1) {
    const path = steps.slice(0, length);
    const value = (override && valueAt(override, path)) ?? valueAt(data, path);
    if (isList(value)) return path;
  }
  return [...steps];
}
