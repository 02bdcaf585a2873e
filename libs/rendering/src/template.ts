import type { Diagnostic, Place, Step, TracedPlace } from '@fleet/diagnostics';
import type { Value, ValueMap } from '@fleet/values';

/** A text and how the operator knows it (`cortensord/config.sls`). */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/**
 * Finds what templates include and import, and what `salt[...]` calls. Rendering is synchronous; where an answer is not
 * here yet, the engine notes the promise, awaits it and renders again with the answer known (a call is identified by its
 * position in the sequence and its arguments, so nothing runs twice).
 */
export interface TemplateEnvironment {
  /** Text of another template of the tree: at once, later, or `undefined` for "no such file". */
  load(name: string): string | undefined | Promise<string | undefined>;
  /** The file that was probably meant where there is no such file. */
  near?(name: string): string | undefined;
  /** `salt['mod.fun'](…)`. A rejection becomes a diagnostic at the call. Absent: templates have no `salt`. */
  call?(name: string, args: readonly Value[], kwargs: ValueMap): Value | Promise<Value>;
  /** Whether `salt['mod.fun']` exists; absent, every name is taken to exist until it is called. */
  knows?(name: string): boolean;
  /** The function that was probably meant where there is none of that name. */
  nearFunction?(name: string): string | undefined;
}

export interface RenderRequest {
  readonly source: Source;
  /** Fresh for each call: templates may change what they get (`{% do d.update(…) %}`). */
  readonly context: () => ReadonlyMap<string, Value>;
  readonly environment: TemplateEnvironment;
  readonly limits?: RenderLimits;
}

export interface RenderLimits {
  /** Characters a render may put out; default 10 Mi. */
  readonly output?: number;
  /** Loop turns, macro calls and recursions together; default 1,000,000. */
  readonly turns?: number;
  /** Milliseconds of one render; default 10,000. */
  readonly time?: number;
}

export interface Rendered {
  readonly text: string;
  readonly origin: Origin;
  /** The text rests on the time or on chance: the same template with the same data may render another. */
  readonly volatile: boolean;
}

/** Who wrote what of a rendered text. Nothing is worked out before somebody asks: most of what renders is right. */
export interface Origin {
  /** Who wrote the character at an offset of the text; `undefined` of an empty text. */
  at(offset: number): WrittenBy | undefined;
  /** Who wrote the first visible character of a line (from 1), or its end where none is visible. */
  ofLine(line: number): WrittenBy | undefined;
  /** The text of a template that took part, for excerpts. */
  sourceOf(file: string): string | undefined;
}

export interface WrittenBy {
  readonly place: Place;
  /** The includes, imports and macro calls that lead to the place, outermost first; empty in the template that was rendered. */
  readonly via: readonly Step[];
  /** The character stands in the template itself, at `place`; otherwise the expression that begins there printed it. */
  readonly isText: boolean;
}

export interface YamlRequest {
  readonly source: Source;
  /** Points diagnostics into the template instead of the rendered text. */
  readonly origin?: Rendered['origin'];
  /** The template's own text, for excerpts. */
  readonly template?: Source;
}

export interface YamlDocument {
  readonly value: Value;
  /** Where a mapping, list or one of its items stands, for diagnostics: `at(value)`, `at(map, key)`, `at(list, index)`. */
  at(container: Value, step?: Value): TracedPlace | undefined;
  readonly warnings: readonly Diagnostic[];
}
