// The keys that a sentence names, as the person has them: `{zoom}` stands for the key of that command, `{budgets.grant}` for the one that it has on
// the page of budgets.

/** As it is shown; undefined where no command has that name. */
export type KeyOf = (command: string) => string | undefined;

/** What is in braces and no command stays as it is. Without keys the command's own name stands there. */
export function named(sentence: string, {keyOf}: {readonly keyOf?: KeyOf}): string {
  return sentence.replace(
    /\{([a-z][A-Za-z]*(?:\.[a-z][A-Za-z]*)?)\}/g,
    (whole, command: string) => (keyOf === undefined ? command : keyOf(command)) ?? whole,
  );
}
