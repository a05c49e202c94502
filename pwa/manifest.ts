/** What a phone shows of Muster once it is installed on the home screen. */
import type { ManifestOptions } from "vite-plugin-pwa";

export const manifest: Partial<ManifestOptions> = {
  id: "/",
  name: "点到 Muster",
  short_name: "点到",
  description: "学习、组织生活与签到",
  lang: "zh-CN",
  start_url: "/",
  scope: "/",
  display: "standalone",
  background_color: "#faf7f2",
  theme_color: "#faf7f2",
  icons: [
    { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
    { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
    { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
  ],
  shortcuts: [
    { name: "扫码签到", url: "/scan", icons: [{ src: "/icons/icon-192.png", sizes: "192x192" }] },
    { name: "继续学习", url: "/study", icons: [{ src: "/icons/icon-192.png", sizes: "192x192" }] },
  ],
};
