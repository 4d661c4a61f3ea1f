// The types of typescript-words.mjs, which runs before there is a compiler.
export const typescriptWords: readonly string[];
