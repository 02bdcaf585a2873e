import { Callable, PythonError, TemplateObject, type Thing } from '../python/things.js';
import type { NodeNamed } from '../syntax/nodes.js';
import { compileExpression } from './expressions.js';
import { resolveName } from './imports.js';
import { Output } from './output.js';
import { Scope } from './scope.js';
import { compileBody } from './statements.js';
import type { CompiledTemplate } from './template-cache.js';
import { Flow, type Block, type Execute, type Unit } from './unit.js';

/** One template with those it extends: for each block its versions, the one to print first. */
export class Page {
  private readonly versions = new Map<string, Block[]>();
  parent: CompiledTemplate | undefined;

  constructor(
    readonly root: Scope,
    template: CompiledTemplate,
  ) {
    this.adopt(template);
  }

  adopt(template: CompiledTemplate): void {
    for (const block of template.blocks.values()) {
      const known = this.versions.get(block.name);
      if (known) known.push(block);
      else this.versions.set(block.name, [block]);
    }
  }

  /** Writes a version of a block with the names of `around`: those where it is placed, if it is scoped there, or the template's own. */
  write(name: string, version: number, scope: Scope, around: Scope): void {
    const block = this.versions.get(name)?.[version];
    if (!block)
      throw new PythonError(
        'undefined',
        version === 0 ? `there is no block called '${name}'` : `there is no parent block called '${name}'`,
      );
    if (block.required) throw new PythonError('value', `the required block '${name}' is not given`);
    const inner = new Scope(scope.run, around);
    inner.set('super', new Super(this, name, version + 1, scope, around));
    inner.set('self', this.self(scope));
    scope.run.enter();
    block.body(inner);
    scope.run.leave();
  }

  self(scope: Scope): TemplateObject {
    return new Self(this, scope);
  }

  has(name: string): boolean {
    return this.versions.has(name);
  }
}

/** `super()` yields the block that this one replaces, `super.super()` the one that that one replaced. */
class Super extends Callable {
  constructor(
    private readonly page: Page,
    private readonly block: string,
    private readonly version: number,
    private readonly scope: Scope,
    private readonly around: Scope,
  ) {
    super('super', () => scope.run.capture(() => page.write(block, version, scope, around)).text());
  }

  override attribute(name: string): Thing | undefined {
    return name === 'super' ? new Super(this.page, this.block, this.version + 1, this.scope, this.around) : undefined;
  }
}

/** `self.name()` prints a block again. */
class Self extends TemplateObject {
  readonly typeName = 'TemplateReference';

  constructor(
    private readonly page: Page,
    private readonly scope: Scope,
  ) {
    super();
  }

  print(): string {
    throw new PythonError('type', 'self has no text of its own', 'Print a block: {{ self.name() }}.');
  }

  override attribute(name: string): Thing | undefined {
    if (!this.page.has(name)) return undefined;
    return new Callable(name, () =>
      this.scope.run.capture(() => this.page.write(name, 0, this.scope, this.page.root)).text(),
    );
  }
}

export function compileBlock(node: NodeNamed<'Block'>, unit: Unit): Execute {
  if (unit.blocks.has(node.name)) unit.fail(node, 'template.syntax', `block '${node.name}' defined twice`);
  const place = unit.place(node);
  const { name, scoped, required } = node;
  // Known before its body is compiled, so that a block inside a block of the same name is found out.
  unit.blocks.set(name, { name, scoped, required, place, body: () => Flow.next });
  unit.blocks.set(name, { name, scoped, required, place, body: unit.apart(() => compileBody(node.body, unit)) });
  return (scope) => {
    const { page } = scope.run;
    // In a template that extends another, a block is only a definition.
    if (page && !page.parent) page.write(name, 0, scope, scoped ? scope : page.root);
    return Flow.next;
  };
}

export function compileExtends(node: NodeNamed<'Extends'>, unit: Unit): Execute {
  const template = compileExpression(node.template, unit);
  const place = unit.place(node);
  return (scope) => {
    const { run } = scope;
    const name = template(scope);
    run.at = place;
    if (run.page?.parent) throw new PythonError('value', 'extended multiple times');
    const parent = run.load(resolveName(name, scope, unit.file));
    if (run.page) {
      run.page.parent = parent;
      run.page.adopt(parent);
    }
    // What a template that extends another writes outside of its blocks is not printed.
    run.out = new Output();
    return Flow.next;
  };
}
