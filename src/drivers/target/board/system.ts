// What runs on a board, as far as commands go: reached over the console or over the network, it says hello once it can be worked with.
import type {Hello} from '../agent-link.ts';
import type {Channel} from '../room.ts';

export interface SystemListener {
  hello(hello: Hello): void;
  heartbeat(): void;
  /** No working system can come of it, for this reason. */
  fault(why: string): void;
}

export interface BoardSystem {
  /**
   * `power`: it is about to be switched or reset, so what runs there counts no more; `booting`: that is done, and a kernel should begin, if it
   * has not begun meanwhile; `running`: something may answer as it is.
   */
  begin(how: 'power' | 'booting' | 'running'): void;
  /** Text of the line, a byte a character. */
  heard(text: string): void;
  /** A person types. */
  type(bytes: Uint8Array): void;
  line(state: 'lost' | 'back'): void;
  channel(): Channel | null;
  /** Leaves the console as it was found. */
  end(): Promise<void>;
}
