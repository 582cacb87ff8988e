import { defineConfig } from 'vitest/config';
import { packed } from './packed';

// The page runs under `default-src 'none'` and Trusted Types `'none'`: no inline script or style, no data: scripts, no polyfill that injects any.
// The server renders pages into these two frames, and finds in the manifest which files a view will ask for.
export default defineConfig({
  plugins: [packed()],
  build: {
    outDir: '../Tracker.Server/wwwroot',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    manifest: 'manifest.json',
    rollupOptions: { input: { index: 'index.html', embed: 'embed.html' } },
  },
  server: { proxy: { '/api': 'http://localhost:5080', '/hubs': { target: 'http://localhost:5080', ws: true } } },
  test: { include: ['test/**/*.test.ts'], environment: 'node', setupFiles: ['test/setup.ts'] },
});
