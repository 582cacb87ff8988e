import { type Alert, leaning } from './alerts';

/** Tones made here, from no file. A browser gives no sound before somebody has touched the page. */
export class Sound {
  #context: AudioContext | undefined;

  /** True when it will be heard. Call it from a click or a key. */
  async wake(): Promise<boolean> {
    try {
      this.#context ??= new AudioContext();
      await this.#context.resume();
      return this.#context.state === 'running';
    } catch {
      return false;
    }
  }

  get ready(): boolean {
    return this.#context?.state === 'running';
  }

  /** Rising towards for, falling towards against, level for a meeting; twice when a position has turned. @param volume Percent. */
  play(alert: Alert, volume: number): void {
    const context = this.#context;
    if (!context || context.state !== 'running' || volume <= 0) return;
    const way = leaning(alert);
    const notes = alert.kind === 'meeting' ? [523, 523, 659] : way === 'for' ? [440, 554, 659] : way === 'against' ? [659, 554, 440] : [494, 494];
    const times = alert.kind === 'position' && alert.turned ? 2 : 1;
    for (let n = 0; n < times; n++) notes.forEach((note, at) => this.#tone(context, note, context.currentTime + n * 0.75 + at * 0.19, volume / 100));
  }

  #tone(context: AudioContext, frequency: number, at: number, loud: number): void {
    const [tone, gain] = [context.createOscillator(), context.createGain()];
    tone.type = 'triangle';
    tone.frequency.value = frequency;
    gain.gain.setValueAtTime(0.0001, at);
    gain.gain.exponentialRampToValueAtTime(0.5 * loud + 0.0001, at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.3);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.32);
    // Or every alert of a day would stay connected.
    tone.onended = () => gain.disconnect();
  }
}
