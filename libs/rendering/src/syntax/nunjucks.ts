/// <reference path="./nunjucks.d.ts" />
/** The one place where Nunjucks enters: its token types, tokenizer, parser and node classes, with the types we rely on. */
import lexerParts from 'nunjucks/src/lexer.js';
import nodeParts from 'nunjucks/src/nodes.js';
import parserParts from 'nunjucks/src/parser.js';

/** Lines and columns count from 0, as everywhere in Nunjucks. */
export interface Token {
  readonly type: string;
  readonly value: string;
  readonly lineno: number;
  readonly colno: number;
}

interface NunjucksTokenizer {
  str: string;
  index: number;
  len: number;
  lineno: number;
  colno: number;
  in_code: boolean;
}

interface NunjucksParser {
  tokens: object;
  breakOnBlocks: readonly string[] | null;
  skip(type: string): boolean;
  skipValue(type: string, value: string): boolean;
  skipSymbol(name: string): boolean;
  parseUntilBlocks(...names: string[]): unknown;
}

/** A node class of Nunjucks' own class system. */
export interface NodeClass {
  new (
    lineno: number,
    colno: number,
    ...fields: unknown[]
  ): { readonly typename: string; lineno: number; colno: number };
  extend(typename: string, properties?: { fields: string[] }): NodeClass;
}

export const nodeClasses = nodeParts as Record<string, NodeClass>;

// The lexer module exports no class, only a function that makes one.
export const Tokenizer = (lexerParts.lex('') as { constructor: unknown }).constructor as new (
  source: string,
) => NunjucksTokenizer;

export const Parser = (parserParts as { Parser: unknown }).Parser as new (tokens: object) => NunjucksParser;

export const tokenTypes = {
  string: lexerParts['TOKEN_STRING'] as string,
  data: lexerParts['TOKEN_DATA'] as string,
  blockStart: lexerParts['TOKEN_BLOCK_START'] as string,
  blockEnd: lexerParts['TOKEN_BLOCK_END'] as string,
  variableStart: lexerParts['TOKEN_VARIABLE_START'] as string,
  variableEnd: lexerParts['TOKEN_VARIABLE_END'] as string,
  leftParen: lexerParts['TOKEN_LEFT_PAREN'] as string,
  rightParen: lexerParts['TOKEN_RIGHT_PAREN'] as string,
  leftBracket: lexerParts['TOKEN_LEFT_BRACKET'] as string,
  rightBracket: lexerParts['TOKEN_RIGHT_BRACKET'] as string,
  leftCurly: lexerParts['TOKEN_LEFT_CURLY'] as string,
  rightCurly: lexerParts['TOKEN_RIGHT_CURLY'] as string,
  operator: lexerParts['TOKEN_OPERATOR'] as string,
  comma: lexerParts['TOKEN_COMMA'] as string,
  colon: lexerParts['TOKEN_COLON'] as string,
  tilde: lexerParts['TOKEN_TILDE'] as string,
  pipe: lexerParts['TOKEN_PIPE'] as string,
  int: lexerParts['TOKEN_INT'] as string,
  float: lexerParts['TOKEN_FLOAT'] as string,
  symbol: lexerParts['TOKEN_SYMBOL'] as string,
} as const;
