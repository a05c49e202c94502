/** Weighs what an author typed against what others saved meanwhile. */

type Fields = Record<string, unknown>;

/** The fields that differ, with the values of the first. */
export function changed<F extends object>(now: F, base: F): Partial<F> {
  const differing = Object.entries(now).filter(([name, value]) => !same(value, (base as Fields)[name]));
  return Object.fromEntries(differing) as Partial<F>;
}

/**
 * What I typed (`mine`, over `base`), laid over what stands now (`theirs`). Fields that I did not touch follow the server;
 * `clashes` names those that both changed, each in another way: mine stays until I have seen theirs.
 */
export function rebase<F extends object>(mine: F, base: F, theirs: F): { fields: F; clashes: (keyof F)[] } {
  const touched = changed(mine, base);
  const clashes = (Object.keys(touched) as (keyof F)[]).filter(
    (name) => !same(theirs[name], base[name]) && !same(theirs[name], mine[name]),
  );
  return { fields: { ...theirs, ...touched }, clashes };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
