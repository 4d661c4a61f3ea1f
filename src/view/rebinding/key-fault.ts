/** What is wrong with the keys of one command, in words for the person. */
export interface KeyFault {
  /** As it stands in the configuration. */
  readonly command: string;
  readonly words: string;
}
