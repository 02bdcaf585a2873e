import { excerpt, type Diagnostic, type Outcome } from '@fleet/diagnostics';
import type { Target } from '@fleet/protocol';
import { CompoundMistake, parseCompound, type Mistake } from './compound.js';
import { matcher, type Matcher } from './matcher.js';
import { parseTerm } from './terms.js';
import type { Token } from './tokens.js';

export interface TargetOptions {
  /**
   * Node groups by name, each a compound expression that may name others. Absent: groups are looked up in
   * `subject.nodegroups` when matching. Present: an unknown group is refused.
   */
  readonly nodegroups?: ReadonlyMap<string, string>;
  /** How the operator knows the text, for places; default `target`. */
  readonly source?: string;
}

/** The matcher of a target, or diagnostics that point into its expression. */
export function parseTarget(target: Target, options: TargetOptions = {}): Outcome<Matcher> {
  const source = options.source ?? 'target';
  try {
    const parsed = parse(target, options);
    return {
      ok: true,
      value: parsed.matcher,
      warnings: parsed.warnings.map((mistake) => diagnostic('warning', mistake, target.expression, source)),
    };
  } catch (error) {
    if (!(error instanceof CompoundMistake)) throw error;
    return { ok: false, diagnostics: [diagnostic('error', error.mistake, target.expression, source)] };
  }
}

function parse(target: Target, options: TargetOptions): { matcher: Matcher; warnings: readonly Mistake[] } {
  const { type, expression } = target;
  if (type === 'compound') return parseCompound(expression, (name, token) => nodegroup(name, token, options, []));
  if (type === 'nodegroup') {
    const token = { text: expression, at: 0 };
    if (expression.trim() === '') throw new CompoundMistake({ message: 'a node group needs a name', at: 0, length: 1 });
    return { matcher: nodegroup(expression.trim(), token, options, []), warnings: [] };
  }
  const term = parseTerm(type, expression);
  if ('malformed' in term)
    throw new CompoundMistake({
      message: term.malformed,
      at: Math.min(term.at ?? 0, expression.length),
      length: Math.max(1, expression.length - (term.at ?? 0)),
    });
  return {
    matcher: term.matcher,
    warnings: term.warning === undefined ? [] : [{ ...term.warning, at: 0, length: expression.length }],
  };
}

/** `open` are the groups being expanded: a group that names itself, through whatever others, has no meaning. */
function nodegroup(name: string, token: Token, options: TargetOptions, open: readonly string[]): Matcher {
  if (!options.nodegroups) return matcher((subject) => subject.nodegroups?.has(name) ?? false);
  const definition = options.nodegroups.get(name);
  const refuse = (message: string): never => {
    throw new CompoundMistake({ message, at: token.at, length: token.text.length });
  };
  if (definition === undefined) {
    const known = [...options.nodegroups.keys()];
    return refuse(
      `there is no node group ${name}; ${known.length === 0 ? '`nodegroups` of master.yaml makes them' : `there are ${known.join(', ')}`}`,
    );
  }
  if (open.includes(name)) return refuse(`node group ${name} contains itself: ${[...open, name].join(' → ')}`);
  try {
    const parsed = parseCompound(asCompound(definition), (inner, innerToken) =>
      nodegroup(inner, innerToken, options, [...open, name]),
    );
    return parsed.matcher;
  } catch (error) {
    if (!(error instanceof CompoundMistake)) throw error;
    return refuse(`node group ${name} is malformed: ${error.mistake.message}`);
  }
}

/** A group of words without any operator, wildcard or kind of target is a list of ids, or one regular expression on them. */
function asCompound(definition: string): string {
  const words = definition.split(/\s+/).filter((word) => word !== '');
  if (words.some((word) => /^(?:and|or|not|\(|\))$|\*|^[A-Z]@/.test(word))) return definition;
  const regex = words.some((word) => /[[\](){}\\?]/.test(word));
  return words.length === 0 || (regex && words.length > 1) ? definition : `${regex ? 'E' : 'L'}@${words.join(',')}`;
}

function diagnostic(severity: 'error' | 'warning', mistake: Mistake, expression: string, source: string): Diagnostic {
  const at = { file: source, line: 1, column: mistake.at + 1 };
  return {
    severity,
    code: mistake.code ?? 'target.malformed',
    summary: mistake.message,
    at,
    ...(expression !== '' && { excerpt: excerpt(expression, at) }),
  };
}
