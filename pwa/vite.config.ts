/** Builds the app: one bundle from this host alone, compressed beside itself, with its own service worker. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import vue from "@vitejs/plugin-vue";
import type { Plugin } from "vite";
import { compression } from "vite-plugin-compression2";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import { manifest } from "./manifest.ts";

/**
 * Vant's icon styles name a font on a foreign host after the one they carry inside. Keep only the latter, as a file of its own:
 * words need not wait for pictures.
 */
function keepIconFontHere(): Plugin {
  const file = resolve(import.meta.dirname, "node_modules/.vite/vant-icon.woff2");
  return {
    name: "keep-icon-font-here",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("vant/es/icon/")) return null;
      const own = code.replace(/,\s*url\(["']?(?:https?:)?\/\/[^)]+\)\s*format\([^)]+\)/g, "");
      return own.replace(/url\(["']?data:font\/woff2;[^,]*base64,([^)"']+)["']?\)/, (_, font: string) => {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, Buffer.from(font, "base64"));
        return `url("${relative(dirname(id), file)}")`;
      });
    },
  };
}

const backend = process.env.MUSTER_BACKEND ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [
    keepIconFontHere(),
    vue(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src",
      filename: "sw.ts",
      injectRegister: false,
      manifest,
      includeManifestIcons: false,
      injectManifest: {
        globPatterns: ["**/*.{html,js,css,svg,png,woff2,wasm}"],
        // The PDF reader and its decoders: megabytes that few need, kept by the service worker once they were used.
        globIgnores: ["**/pdf{_reader,.worker}*", "**/{jbig2,openjpeg,qcms}*"],
      },
    }),
    compression({ algorithms: ["brotliCompress", "gzip"], exclude: [/\.(png|woff2)$/] }),
  ],
  define: {
    __VUE_OPTIONS_API__: "false",
    __VUE_I18N_FULL_INSTALL__: "false",
    __VUE_I18N_LEGACY_API__: "false",
    __INTLIFY_PROD_DEVTOOLS__: "false",
  },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // On a slow network each file costs a way there and back: what is needed at once comes as one,
            // and so does what many pages share.
            { name: "start", tags: ["$initial"], priority: 2 },
            { name: "shared", test: /\/src\/(core|ui)\/|\/vant\//, minShareCount: 3, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": backend, "/media": backend } },
  test: { environment: "happy-dom", setupFiles: ["src/test_setup.ts"], include: ["src/**/*.test.ts"] },
});
