import { plurals } from '../../../messages/plural';
import type { Words } from './en';

const n = plurals('tr-TR');

export const tr: Words = {
  title: 'Arama',
  label: 'Söylenenlerde ara',
  hint: 'Sözcükler, “bir ifade”, başlangıç*, -hariç',
  empty: 'Söylenmiş sözleri yazın',
  emptyHint: 'Bütün haberlerdeki açıklamalar, her alfabede aranır. Ya da kim, ne, ne zaman diye daraltın.',
  searching: 'Aranıyor…',
  hits: (count, all) => (all ? n(count, { other: 'açıklama' }) : `${n(count, { other: 'açıklamadan' })} fazla; en yeniler sayıldı`),
  none: 'Böyle bir açıklama yok',
  noneHint: 'Daha az sözcük, sonuna * konmuş bir başlangıç ya da süzgeçsiz deneyin.',
  failed: 'Arama yapılamadı',
  indexing: 'Arama yeniden hazırlanıyor',
  indexingHint: 'Panolar ve sayfalar bu arada yanıt veriyor. Kendiliğinden yeniden denenir.',
  invalid: 'Bu aranamaz',
  more: 'Daha fazla göster',
  order: 'Sıra',
  newest: 'önce en yeni',
  best: 'önce en uygun',
  ranked: (count) => `En yeni ${count.toLocaleString('tr-TR')} sonuç içinden; eskiler yeniden eskiye sırada bulunur.`,
  filters: 'Daralt',
  clear: 'Süzgeçleri kaldır',
  remove: (what) => `“${what}” süzgecini kaldır`,
  asOf: 'Şu an itibarıyla',
  asOfHint: 'Bir tarih ya da kayıt numarası; boşsa şimdi',
  clockKnown: 'o ana dek bilinen',
  clockSaid: 'o ana dek söylenen',
  from: 'Söylenme: şundan',
  to: 'şuna kadar',
  facet: { actor: 'Kim', topic: 'Konu', meeting: 'Nerede', kind: 'Tür', lang: 'Dil', source: 'Kaynak', story: 'Haber', date: 'Ne zaman' },
  showAll: (count) => `Tümü (${count})`,
  hitsList: 'Bulunanlar',
};
