import { en, type Messages } from './en';

/** The interface's strings in the reader's language. English is what there is now. */
export const m: Messages = en;
