import { Component, type ComponentChild, type FunctionComponent } from 'preact';

/**
 * A view that is painted again only when one of its props is another one. Not by keeping its vnode in a hook: a kept vnode holds the tree that it was
 * first mounted in, and so every element that has left the page since.
 */
export function memo<P extends object>(View: FunctionComponent<P>): new (props: P) => Component<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const keys = new Set([...Object.keys(this.props), ...Object.keys(next)] as (keyof P)[]);
      for (const key of keys) if (next[key] !== (this.props as P)[key]) return true;
      return false;
    }

    override render(props: P): ComponentChild {
      return <View {...props} />;
    }
  };
}
