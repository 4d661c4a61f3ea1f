// What the start screen asks of the host. The command that opens it hands it in; drivers do it.
import type {Completion, StartFacts} from '../../view/start/start-facts.ts';
import type {Considered, StartChoice} from '../../view/start/start-ui.ts';

export interface StartHost {
  /** Finds out what there is and tells each thing as soon as it is known. Never rejects. */
  lookAround(tell: (part: Partial<StartFacts>) => void): Promise<void>;
  /** Folders that what is typed can go on to. Never rejects. */
  complete(path: string): Promise<readonly Completion[]>;
  /** Whether it can be done, before the screen is left for it. Never rejects. */
  consider(choice: StartChoice): Promise<Considered>;
}
