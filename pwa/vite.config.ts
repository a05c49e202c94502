/** Builds the app: one bundle from this host alone, compressed beside itself, with its own service worker. */
import vue from "@vitejs/plugin-vue";
import type { Plugin } from "vite";
import { compression } from "vite-plugin-compression2";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import { manifest } from "./manifest.ts";

/** Vant's icon styles name a font on a foreign host after the one they carry inside: keep only the latter. */
function keepIconFontHere(): Plugin {
  return {
    name: "keep-icon-font-here",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("vant/es/icon/")) return null;
      return code.replace(/,\s*url\(["']?(?:https?:)?\/\/[^)]+\)\s*format\([^)]+\)/g, "");
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
        globIgnores: ["**/{pdf,Pdf}*", "**/{jbig2,openjpeg,qcms}*"],
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
  build: { target: "es2022", modulePreload: { polyfill: false }, assetsInlineLimit: 0, chunkSizeWarningLimit: 600 },
  server: { proxy: { "/api": backend, "/media": backend } },
  test: { environment: "happy-dom", setupFiles: ["src/test_setup.ts"], include: ["src/**/*.test.ts"] },
});
