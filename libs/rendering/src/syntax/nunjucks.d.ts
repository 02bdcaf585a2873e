/** The parts of Nunjucks that its own type declarations leave out. */
declare module 'nunjucks/src/lexer.js' {
  const lexer: { lex(source: string): object } & Record<string, string>;
  export default lexer;
}
declare module 'nunjucks/src/parser.js' {
  const parser: { Parser: unknown };
  export default parser;
}
declare module 'nunjucks/src/nodes.js' {
  const nodes: unknown;
  export default nodes;
}
