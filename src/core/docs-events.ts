// The index of the kernel's documentation, which is made once for a kernel while the session goes on.
export type DocsEvent =
  | {readonly type: 'docs.makingBegan'}
  | {readonly type: 'docs.made'; readonly tookMs: number}
  /** It is tried again when something is looked up. */
  | {readonly type: 'docs.notMade'; readonly why: string};
