import { loadMessages } from '../src/messages';

await loadMessages();
