import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { readStatement } from '../../api';
import type { NetworkNode, NetworkTie } from '../../contracts';
import { splitReference } from '../../events';
import { withMoment } from '../../moment';
import { query } from '../../router';
import type { AnyStatement } from '../../statements';
import { meetingAnchor, storyPath } from '../../urls';
import type { Lookup } from '../board/lookup';
import { Quote } from '../board/quote';
import { n } from './messages';
import { type Chosen, sideName, tieKey } from './picture';
import type { NetworkSession } from './session';
import { SideGlyph, TieGlyph } from './shapes';
import { sideOf } from './layout';

interface OpenedProps {
  chosen: NonNullable<Chosen>;
  nodes: ReadonlyMap<string, NetworkNode>;
  ties: readonly NetworkTie[];
  look: Lookup;
  session: NetworkSession;
  choose: (chosen: Chosen) => void;
}

/** What lies behind an actor or a tie. */
export function Opened({ chosen, nodes, ties, look, session, choose }: OpenedProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const key = 'node' in chosen ? chosen.node : chosen.tie;
  useEffect(() => { heading.current?.focus({ preventScroll: true }); }, [key]);
  const name = (id: string): string => nodes.get(id)?.name ?? id;
  const tie = 'tie' in chosen ? ties.find((one) => tieKey(one) === chosen.tie) : undefined;
  const node = 'node' in chosen ? nodes.get(chosen.node) : undefined;
  if (!tie && !node) return null;
  return (
    <section class="network-opened" aria-labelledby="opened-heading" onKeyDown={(event) => { if (event.key === 'Escape') { event.preventDefault(); choose(undefined); } }}>
      <div class="evidence-head">
        {tie
          ? <h2 id="opened-heading" ref={heading} tabIndex={-1} dir="auto"><TieGlyph kind={tie.kind} /> {name(tie.from)} <span class="opened-kind">{n.kind[tie.kind]}</span> {name(tie.to)}</h2>
          : <h2 id="opened-heading" ref={heading} tabIndex={-1} dir="auto"><SideGlyph side={sideOf(node!)} /> {node!.name} <span class="opened-kind">{sideName(node!)}, {n.statements(node!.statements)}</span></h2>}
        <button type="button" class="button button-small" onClick={() => choose(undefined)}>{n.close}</button>
      </div>
      {tie && <Evidence tie={tie} look={look} session={session} />}
      {node && <TiesOf node={node} ties={ties} name={name} choose={choose} />}
    </section>
  );
}

function TiesOf({ node, ties, name, choose }: { node: NetworkNode; ties: readonly NetworkTie[]; name: (id: string) => string; choose: (chosen: Chosen) => void }) {
  const own = ties.filter(({ from, to }) => from === node.actor || to === node.actor);
  return (
    <ul class="opened-ties" aria-label={n.tiesOf(node.name)}>
      {own.map((tie) => (
        <li key={tieKey(tie)}>
          <button type="button" class="move opened-tie" onClick={() => choose({ tie: tieKey(tie) })}>
            <TieGlyph kind={tie.kind} /><span class="move-text" dir="auto"><bdi>{name(tie.from)}</bdi> {n.kind[tie.kind]} <bdi>{name(tie.to)}</bdi></span><span class="quiet">{tie.count}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Evidence({ tie, look, session }: { tie: NetworkTie; look: Lookup; session: NetworkSession }) {
  return (
    <>
      <p class="quiet opened-count">{tie.kind === 'met' ? n.meetings(tie.count) : n.statements(tie.count)}{tie.evidence.length < tie.count && `. ${n.newest(tie.evidence.length, tie.count)}`}</p>
      {tie.evidence.map((reference) => <Piece key={reference} reference={reference} look={look} session={session} />)}
    </>
  );
}

function Piece({ reference, look, session }: { reference: string; look: Lookup; session: NetworkSession }) {
  const [kind, id] = splitReference(reference);
  const statement = useSignal<AnyStatement | 'failed' | undefined>(undefined);
  const cursor = session.network.value?.cursor;
  useEffect(() => {
    if (kind !== 'statement') return undefined;
    let gone = false;
    readStatement(id, session.query).then((got) => { if (!gone) statement.value = got; }, () => { if (!gone) statement.value = 'failed'; });
    return () => { gone = true; };
  }, [kind, id, cursor]);
  if (kind === 'statement') return <div class="opened-piece"><Quote id={id} statement={statement.value} look={look} sources /></div>;
  return <p class="opened-piece"><a href={withMoment(`${storyPath(look.story)}#${meetingAnchor(id)}`, query.value)} dir="auto">{look.meetingName(id)}</a></p>;
}
