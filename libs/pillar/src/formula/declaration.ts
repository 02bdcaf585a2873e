import { nearMatch, type Place } from '@fleet/diagnostics';
import type { YamlDocument } from '@fleet/rendering';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { Problems } from '../problems.js';

/** Reads the fields of a declaration: what has another shape, or a name that nothing reads, becomes a problem at its place. */
export class Declaration {
  constructor(
    private readonly document: YamlDocument,
    private readonly problems: Problems,
  ) {}

  /** The mapping with only those keys; empty where there is none. `where` is how the field is called in sentences. */
  mapping(value: Value, where: string, known: readonly string[], around?: Place): ValueMap {
    if (value === null) return new Map();
    if (!isMap(value)) {
      this.problems.error('formula.malformed', `${where} must be a mapping`, this.document.at(value) ?? around);
      return new Map();
    }
    for (const key of value.keys()) {
      if (known.includes(key as string)) continue;
      const meant = nearMatch(String(key), known);
      this.problems.error(
        'formula.unknown-key',
        `${where} has no ${String(key)}`,
        this.document.at(value, key),
        meant === undefined ? `There are: ${known.join(', ')}.` : `Did you mean ${meant}?`,
      );
    }
    return value;
  }

  /** The items of a list of mappings; a lone mapping is a list of one. */
  mappings(
    parent: ValueMap,
    key: string,
    where: string,
    known: readonly string[],
  ): { item: ValueMap; where: string; at?: Place }[] {
    const value = parent.get(key) ?? null;
    if (value === null) return [];
    const at = this.document.at(parent, key);
    if (!isList(value)) return [{ item: this.mapping(value, where, known, at), where, ...(at && { at }) }];
    return value.map((item, index) => {
      const name = `${where}[${index}]`;
      const here = this.document.at(value, index) ?? at;
      return { item: this.mapping(item, name, known, here), where: name, ...(here && { at: here }) };
    });
  }

  text(parent: ValueMap, key: string, where: string): string | undefined {
    const value = parent.get(key);
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string' && value !== '') return value;
    this.problems.error('formula.malformed', `${where}.${key} must be text`, this.document.at(parent, key));
    return undefined;
  }

  /** A text that may not be missing. */
  needed(parent: ValueMap, key: string, where: string, around?: Place): string | undefined {
    const value = this.text(parent, key, where);
    if (value === undefined && (parent.get(key) ?? null) === null)
      this.problems.error('formula.malformed', `${where} needs ${key}`, this.document.at(parent) ?? around);
    return value;
  }

  texts(parent: ValueMap, key: string, where: string): readonly string[] {
    const value = parent.get(key) ?? null;
    if (value === null) return [];
    if (isList(value) && value.every((item) => typeof item === 'string' && item !== '')) return value as string[];
    this.problems.error('formula.malformed', `${where}.${key} must be a list of texts`, this.document.at(parent, key));
    return [];
  }

  place(parent: ValueMap, key?: string): Place | undefined {
    return this.document.at(parent, key);
  }
}
