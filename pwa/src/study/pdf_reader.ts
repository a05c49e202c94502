/** Opens PDF files with the reader's own parts, all from this host. Large: import it only when a PDF is to be shown. */
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";

GlobalWorkerOptions.workerSrc = workerUrl;

/** Chinese encodings, the standard fonts and the decoders of scanned pages: each fetched only when a file needs it. */
const parts = import.meta.glob<string>(
  [
    "../../node_modules/pdfjs-dist/cmaps/*GB*.bcmap",
    "../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}",
    "../../node_modules/pdfjs-dist/wasm/{jbig2,openjpeg,qcms_bg}.wasm",
  ],
  { query: "?url", import: "default", eager: true },
);
const urls = new Map(Object.entries(parts).map(([path, url]) => [path.split("/").pop(), url]));

/** All that the reader may ever fetch: for who wants it at hand before the network goes. */
export const readerFiles = [workerUrl, ...urls.values()];

/** The reader names its parts; the build gave them other names. */
class PartsOfThisBuild {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const url = urls.get(filename);
    const response = url && (await fetch(url));
    if (!response || !response.ok) throw new Error(`The PDF reader has no part ${filename}.`);
    return new Uint8Array(await response.arrayBuffer());
  }
}

/** Rejects when the file can't be fetched or read. Call `close` when it is no longer shown. */
export function openPdf(url: string): { opened: Promise<PDFDocumentProxy>; close: () => void } {
  const task = getDocument({
    url,
    BinaryDataFactory: PartsOfThisBuild,
    useWorkerFetch: false,
    disableWorkerRendering: true,
  });
  return { opened: task.promise, close: () => void task.destroy().catch(() => undefined) };
}
