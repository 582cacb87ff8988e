import { loadMessages } from '../src/messages';
import { loadMessages as loadBoard } from '../src/views/board/messages';
import { loadMessages as loadNetwork } from '../src/views/network/messages';

await loadMessages();
await loadBoard();
await loadNetwork();
