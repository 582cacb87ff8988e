// The past of one board: the session that shows it, and the reader's way through it. The live board goes on beside it, so coming back costs nothing.
import { computed, effect, signal } from '@preact/signals';
import { formatCursor } from '../../cursor';
import { clockOf, type Moment, momentOf } from '../../moment';
import { PastSession } from '../../past';
import { query } from '../../router';
import type { BoardSession } from '../../session';
import { placeOf, TimeControl } from './control';

export class BoardTime {
  readonly past = signal<PastSession | undefined>(undefined);
  readonly control: TimeControl;
  /** The statements that there were when the reader left the present: what has come since is told. */
  readonly leftAt = signal<number | undefined>(undefined);
  /** The other moment, while two are compared, as far as its address tells where it stands. */
  readonly held = computed(() => {
    const held = query.value.get('compare');
    return held === undefined ? undefined : placeOf({ clock: clockOf(query.value), asOf: held });
  });
  readonly #stop: readonly (() => void)[];

  constructor(readonly live: BoardSession) {
    this.control = new TimeControl(live.story, {
      epoch: () => this.live.fold.peek()?.epoch ?? this.past.peek()?.fold.peek()?.epoch,
      show: (moment) => this.#open(moment)?.show(moment),
      advance: (moment) => {
        const past = this.#open(moment);
        if (moment.clock === 'said') past?.show(moment);
        else past?.advance(Number(moment.asOf));
      },
      ready: () => {
        const past = this.past.peek();
        return past !== undefined && !past.underWay && past.load.peek().state === 'ready';
      },
    });
    this.#stop = [
      effect(() => {
        const address = query.value;
        if (!this.control.arrive(address)) return;
        const moment = momentOf(address);
        if (moment) this.#open(moment)?.show(moment);
      }),
      // Back in the present nothing of the past is kept.
      effect(() => { if (!query.value.has('asOf')) this.#leave(); }),
      effect(() => {
        const fold = this.past.value?.fold.value;
        if (fold && this.past.peek()!.moment.peek()!.clock === 'known') this.control.located(fold.position);
      }),
      effect(() => {
        const [here, there] = [this.live.fold.value?.epoch, this.past.value?.fold.value?.epoch];
        if (here !== undefined && there !== undefined && here !== there) this.past.peek()?.replaced();
      }),
      // Words that are taken down while somebody looks at the past are gone from there too.
      effect(() => {
        const fold = this.live.fold.value;
        if (fold && this.#takedown !== undefined && fold.takedown > this.#takedown) this.past.peek()?.takenDown(formatCursor({ epoch: fold.epoch, position: fold.takedown }));
        this.#takedown = fold?.takedown;
      }),
    ];
  }

  #takedown: number | undefined;

  close(): void {
    for (const stop of this.#stop) stop();
    this.control.close();
    this.past.peek()?.close();
  }

  /** Opens the past at a moment, or says that it is open. */
  #open(moment: Moment): PastSession | undefined {
    const past = this.past.peek();
    if (past) return past;
    this.leftAt.value = this.live.fold.peek()?.board.statements[0]?.position;
    this.past.value = new PastSession(this.live.story, moment);
    return undefined;
  }

  #leave(): void {
    this.past.peek()?.close();
    this.past.value = undefined;
    this.leftAt.value = undefined;
  }
}
