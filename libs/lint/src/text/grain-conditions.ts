import { isTemplate } from '../compile/render-document.js';

/** `grains['id']`, `grains.id`, `grains.get('id')`, `salt['grains.get']('id')`: who a minion is the master knows. */
const own = /grains\s*(?:\.\s*id\b|\[\s*(['"])id\1\s*\]|\.\s*get\s*(?:['"]\s*\]\s*)?\(\s*(['"])id\2\s*\))/g;

/**
 * Lines of a template that are there, or hold what they hold, because of what a minion says of itself: inside of a condition or loop over
 * grains, or with a grain in an expression of their own. Names that are set from grains count as grains.
 */
export function linesByGrains(text: string): Set<number> {
  const lines = new Set<number>();
  if (!isTemplate(text) || !/grains/.test(text)) return lines;
  const tainted = new Set<string>();
  const open: { word: string; byGrains: boolean }[] = [];
  const depends = (expression: string): boolean => {
    const rest = expression.replace(own, '');
    return /\bgrains\b/.test(rest) || [...tainted].some((name) => new RegExp(`\\b${name}\\b`).test(rest));
  };
  let line = 1;
  let last = 0;
  const pieces = /\{#[\s\S]*?#\}|\{%[-+]?([\s\S]*?)[-+]?%\}|\{\{([\s\S]*?)\}\}/g;
  const mark = (upTo: number): void => {
    const passed = text.slice(last, upTo);
    for (const [index, piece] of passed.split('\n').entries())
      if (piece.trim() !== '' && open.some(({ byGrains }) => byGrains)) lines.add(line + index);
    line += passed.split('\n').length - 1;
    last = upTo;
  };
  for (const found of text.matchAll(pieces)) {
    mark(found.index);
    const here = line;
    line += found[0].split('\n').length - 1;
    last = found.index + found[0].length;
    const statement = found[1]?.trim();
    const expression = found[2];
    if (expression !== undefined && (depends(expression) || open.some(({ byGrains }) => byGrains))) lines.add(here);
    if (statement === undefined) continue;
    const word = /^\w+/.exec(statement)?.[0] ?? '';
    if (word === 'if' || word === 'for') open.push({ word, byGrains: depends(statement) });
    else if (word === 'elif' || word === 'else') {
      const inner = open.at(-1);
      if (inner && depends(statement)) inner.byGrains = true;
    } else if (word === 'endif' || word === 'endfor') open.pop();
    else if (word === 'set' && depends(statement)) {
      const name = /^set\s+([A-Za-z_]\w*)/.exec(statement)?.[1];
      if (name !== undefined) tainted.add(name);
    }
  }
  mark(text.length);
  return lines;
}
