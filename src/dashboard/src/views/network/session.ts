// The network of a story as of a moment: read from the server, again when what it shows has changed; the past on the reader's way through it.
import { batch, effect, type ReadonlySignal, signal } from '@preact/signals';
import { read } from '../../api';
import type { ChangeItem, Network } from '../../contracts';
import { asOfQuery, type Moment, momentOf } from '../../moment';
import { loadOf, type PastLoad } from '../../past';
import { query } from '../../router';
import type { BoardSession } from '../../session';
import { TimeControl } from '../time/control';

/** What arrives is shown at most this often. */
const freshEvery = 2_000;
/** Moments and filters that come faster than this are one question. */
const settle = 90;

export class NetworkSession {
  readonly #load = signal<PastLoad>({ state: 'loading' });
  readonly #network = signal<Network | undefined>(undefined);
  readonly #busy = signal(false);
  readonly moment = signal<Moment | undefined>(momentOf(query.peek()));
  readonly control: TimeControl;
  readonly #stop: (() => void)[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fresh: ReturnType<typeof setTimeout> | undefined;
  #abort = new AbortController();

  constructor(readonly live: BoardSession) {
    this.control = new TimeControl(live.story, {
      epoch: () => live.fold.peek()?.epoch ?? this.#network.peek()?.cursor.split(':')[0],
      show: (moment) => { this.moment.value = moment; },
      advance: (moment) => { this.moment.value = moment; },
      ready: () => !this.#busy.peek(),
    });
    this.#stop = [
      effect(() => { if (this.control.arrive(query.value)) this.moment.value = momentOf(query.value); }),
      effect(() => { if (!query.value.has('asOf')) this.moment.value = undefined; }),
      effect(() => {
        void [this.moment.value, query.value.get('topic'), query.value.get('meeting')];
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#read(), this.#network.peek() ? settle : 0);
      }),
      effect(() => {
        const [here, there] = [live.fold.value?.epoch, this.#network.value?.cursor.split(':')[0]];
        if (here === undefined || there === undefined || here === there) return;
        if (this.moment.peek()) this.#load.value = { state: 'other_log' };
        else void this.#read();
      }),
      live.listen((items) => { if (!this.moment.peek() && items.some(matters)) this.#fresh ??= setTimeout(() => void this.#read(), freshEvery); }),
    ];
  }

  get load(): ReadonlySignal<PastLoad> { return this.#load; }
  get network(): ReadonlySignal<Network | undefined> { return this.#network; }
  get busy(): ReadonlySignal<boolean> { return this.#busy; }
  /** What a read beside the network asks with, so that it tells of the same moment. */
  get query(): string {
    const [moment, network] = [this.moment.peek(), this.#network.peek()];
    if (!moment) return network ? `atLeast=${network.cursor}` : '';
    return asOfQuery(moment.clock === 'known' && network ? { clock: 'known', asOf: network.cursor } : moment);
  }

  again(): void { void this.#read(); }

  close(): void {
    for (const stop of this.#stop) stop();
    clearTimeout(this.#timer);
    clearTimeout(this.#fresh);
    this.control.close();
    this.#abort.abort();
  }

  async #read(): Promise<void> {
    clearTimeout(this.#fresh);
    this.#fresh = undefined;
    this.#abort.abort();
    const { signal: aborted } = this.#abort = new AbortController();
    const filter = new URLSearchParams(['topic', 'meeting'].flatMap((name) => (query.peek().get(name) ? [[name, query.peek().get(name)!]] : []))).toString();
    const moment = this.moment.peek();
    this.#busy.value = true;
    try {
      const network = await read<Network>(`/api/stories/${encodeURIComponent(this.live.story)}/network?${[moment && asOfQuery(moment), filter].filter(Boolean).join('&')}`, aborted);
      batch(() => {
        this.#network.value = network;
        this.#load.value = { state: 'ready' };
        this.#busy.value = false;
      });
      if (moment?.clock === 'known') this.control.located(Number(network.cursor.split(':')[1]));
    } catch (error) {
      if (aborted.aborted) return;
      batch(() => {
        this.#busy.value = false;
        this.#load.value = loadOf(error);
      });
    }
  }
}

function matters(item: ChangeItem): boolean {
  return item.kind.startsWith('meeting.') || (item.kind.startsWith('statement.') && item.kind !== 'statement.verified' && item.kind !== 'statement.linked') || item.kind === 'record.redacted' || item.kind === 'actor.merged';
}
