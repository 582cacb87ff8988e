import { defineConfig } from 'vitest/config';
import { packed } from './packed';

// The page runs under `default-src 'none'` and Trusted Types `'none'`: no inline script or style, no data: scripts, no polyfill that injects any.
export default defineConfig({
  plugins: [packed()],
  build: {
    outDir: '../Tracker.Server/wwwroot',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: { proxy: { '/api': 'http://localhost:5080', '/hubs': { target: 'http://localhost:5080', ws: true } } },
  test: { include: ['test/**/*.test.ts'], environment: 'node', setupFiles: ['test/setup.ts'] },
});
