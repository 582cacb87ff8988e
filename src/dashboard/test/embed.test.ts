import { describe, expect, it } from 'vitest';
import type { MeetingDocument, MeetingStatus } from '../src/contracts';
import { nextOf } from '../src/embed/draw';
import { frameOf, resizerOf } from '../src/views/embedding/snippet';

describe('what an article takes in', () => {
  it('names the frame and lets no title out of its attribute', () => {
    const frame = frameOf('https://tracker.example', 'a story', 'matrix', 'A "title" <b>');
    expect(frame).toContain('src="https://tracker.example/embed/stories/a%20story?show=matrix"');
    expect(frame).toContain('title="A &quot;title&quot; &lt;b>"');
  });

  it('is a dozen lines that take nothing but a number from this origin', () => {
    const script = resizerOf('https://tracker.example');
    expect(script.split('\n').length).toBeLessThanOrEqual(10);
    const frame = { contentWindow: {}, height: '' };
    const listeners: ((event: unknown) => void)[] = [];
    new Function('addEventListener', 'document', script)((_: string, listen: (event: unknown) => void) => listeners.push(listen), { querySelectorAll: () => [frame] });
    const post = (data: unknown, origin = 'https://tracker.example'): void => listeners[0]!({ origin, data, source: frame.contentWindow });
    for (const bad of [undefined, null, 'x', { trackerHeight: '900' }, { trackerHeight: -1 }, { trackerHeight: 1e9 }, { trackerHeight: Number.NaN }]) post(bad);
    post({ trackerHeight: 500 }, 'https://evil.example');
    expect(frame.height).toBe('');
    post({ trackerHeight: 500.2 });
    expect(frame.height).toBe(501);
  });
});

describe('the next meeting', () => {
  const meeting = (id: string, status: MeetingStatus, start?: string): MeetingDocument => ({ id, story: 's', name: id, status, version: 1, recordedAt: '', ...(start ? { start } : {}) });

  it('is the one that is on, else the first to come, else the newest proposed, else the last that was', () => {
    const over = [meeting('old', 'concluded', '2020'), meeting('last', 'concluded', '2024')];
    const proposed = [meeting('p', 'proposed')];
    const coming = [meeting('later', 'scheduled', '2032'), meeting('next', 'scheduled', '2031'), meeting('undated', 'scheduled')];
    expect(nextOf([...over, ...proposed, ...coming, meeting('now', 'under_way')])?.id).toBe('now');
    expect(nextOf([...over, ...proposed, ...coming])?.id).toBe('next');
    expect(nextOf([...over, ...proposed])?.id).toBe('p');
    expect(nextOf(over)?.id).toBe('last');
    expect(nextOf([meeting('x', 'cancelled')])).toBeUndefined();
  });
});
