import { loadMessages } from '../src/messages';
import { loadMessages as loadBoard } from '../src/views/board/messages';

await loadMessages();
await loadBoard();
