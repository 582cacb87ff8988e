export const en = {
  open: 'Embed',
  title: 'Put this board into an article',
  what: 'What to show',
  shows: { stream: 'newest statements', matrix: 'positions', meeting: 'the next meeting' },
  frame: 'The frame',
  script: 'Beside it, once on the page: the frame then takes the height that it needs',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Copying is not allowed here: select the text',
  preview: 'How it looks',
  close: 'Close',
};

export type Words = typeof en;
