// What is heard of a board while the loop does not know of its boot yet: kept in order and told when it does, and of a console that floods
// the end.

export interface HeldBack {
  /** From now on what is told waits. */
  begin(): void;
  /** `chars` is what it takes to wait; what takes nothing is never left out. */
  tell(what: () => void, chars?: number): void;
  /** Tells all that has waited, and holds nothing back any more. */
  release(): void;
}

const charsMaxUsual = 1024 * 1024;

export function openHeldBack(charsMax = charsMaxUsual): HeldBack {
  let held: {readonly what: () => void; readonly chars: number}[] | null = null;
  let chars = 0;

  function shorten(): void {
    const over = held?.findIndex((each) => each.chars > 0) ?? -1;
    const [gone] = over === -1 ? [] : (held?.splice(over, 1) ?? []);
    chars -= gone?.chars ?? chars;
  }

  return {
    begin() {
      held ??= [];
    },
    tell(what, takes = 0) {
      if (held === null) return what();
      held.push({what, chars: takes});
      chars += takes;
      while (chars > charsMax) shorten();
    },
    release() {
      const waited = held ?? [];
      held = null;
      chars = 0;
      for (const {what} of waited) what();
    },
  };
}
