import type { Words } from './en';

export const tr: Words = {
  open: 'Göm',
  title: 'Bu panoyu bir yazıya yerleştirin',
  what: 'Ne gösterilsin',
  shows: { stream: 'en yeni açıklamalar', matrix: 'tutumlar', meeting: 'sıradaki görüşme' },
  frame: 'Çerçeve',
  script: 'Yanına, sayfada bir kez: çerçeve gereken yüksekliği kendisi alır',
  copy: 'Kopyala',
  copied: 'Kopyalandı',
  notCopied: 'Burada kopyalamaya izin yok: metni seçin',
  preview: 'Görünümü',
  close: 'Kapat',
};
