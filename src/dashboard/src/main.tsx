import { render } from 'preact';
import { startRouter } from './router';
import { App } from './views/app';

startRouter();
render(<App />, document.getElementById('app')!);
