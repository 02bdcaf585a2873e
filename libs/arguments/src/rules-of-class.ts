import { getMetadataStorage } from 'class-validator';

let remembering = false;

/**
 * class-validator gathers the rules of a class anew for every object that it checks, by walking all classes there are. The rules
 * of a declared class never change, and a compile checks ten thousand chunks: they are gathered once for each class.
 */
export function rememberRules(): void {
  if (remembering) return;
  remembering = true;
  const storage = getMetadataStorage();
  type Gather = typeof storage.getTargetValidationMetadatas;
  const gather: Gather = storage.getTargetValidationMetadatas.bind(storage);
  const known = new WeakMap<object, ReturnType<Gather>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    // Only the plain question, the one that fleet asks, has the same answer every time.
    if (schema || always || strictGroups || (groups && groups.length > 0))
      return gather(target, schema, always, strictGroups, groups);
    let rules = known.get(target);
    if (!rules) known.set(target, (rules = gather(target, schema, always, strictGroups, groups)));
    return rules;
  };
}
