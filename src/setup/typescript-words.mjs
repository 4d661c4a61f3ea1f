// What is said to Node before a TypeScript file of ours. It runs that as it is: nothing is built, and a stack trace names the very line.

export const typescriptWords = ['--import', new URL('keep-compiled.mjs', import.meta.url).href];
