import type { BoardWords } from './en';

// After a number Turkish has one form.
const digits = new Intl.NumberFormat('tr-TR');
const count = (n: number, word: string): string => `${digits.format(n)} ${word}`;

export const tr: BoardWords = {
  skipStatements: 'Açıklamaları atla',

  filter: {
    label: 'Açıklamaları süz',
    words: 'Sözcüğe göre süz',
    more: 'Kim, ne',
    clear: 'Tümünü göster',
    actor: 'Konuşan',
    anyActor: 'Herkes',
    topic: 'Konu',
    anyTopic: 'Tüm konular',
    kind: 'Tür',
    anyKind: 'Tüm türler',
    found: (n) => count(n, 'açıklama'),
    foundSoFar: (n) => `Şimdilik ${count(n, 'açıklama')}, aranıyor…`,
    failed: 'Kayıt yanıt vermedi: bunlar yalnızca bu sayfanın yüklediklerinden.',
    none: 'Böyle bir açıklama yok',
    noneHint: 'Daha az sözcük ya da başka bir kişi, konu veya tür deneyin.',
    tooMany: (n) => `Bunlar en yeni ${digits.format(n)} açıklama. Daha eskileri için aramayı daraltın.`,
  },

  moments: {
    heading: 'Dönüm noktaları',
    all: (n) => `${digits.format(n)} tanesini göster`,
    fewer: 'Daha az göster',
    now: 'şimdi',
  },

  silence: {
    tab: 'Sessizlik',
    hint: 'Kendilerinden istendi, henüz yanıt vermediler. En uzun sessizlik başta.',
    empty: 'Yanıt borcu olan yok',
    emptyHint: 'Birine yöneltilen talep ve öneriler, yanıt gelene kadar burada görünür.',
    failed: 'Kimin sessiz kaldığı kayıttan alınamadı.',
    days: (n) => count(n, 'gün'),
    askedBy: (names) => `ilk soran: ${names},`,
    asked: 'ilk kez soruldu:',
    times: (n) => `${digits.format(n)} kez soruldu`,
    more: (n) => `En uzun ${digits.format(n)} sessizlik.`,
  },

  axis: {
    label: 'Zaman içinde toplantılar',
    now: 'şimdi',
    undated: (n) => `Tarihi bilinmeyen ${count(n, 'toplantı')}`,
  },

  people: { others: 'Diğerleri' },

  matrix: {
    order: 'Sıra',
    orders: { listed: 'haberdeki gibi', name: 'ada göre', moved: 'son değişikliğe göre', strength: 'tutumun gücüne göre' },
    again: 'Yeniden sırala',
    bySide: 'Taraflara göre',
    foldAll: 'Konuları katla',
    fold: (topic) => `“${topic}” altındaki konuları katla`,
    unfold: (topic, n) => `“${topic}” altındaki ${count(n, 'konu')}yu aç`,
    below: (pro, contra, neither) => `altında: ${[pro > 0 ? `${pro} yanında` : '', contra > 0 ? `${contra} karşı` : '', neither > 0 ? `${neither} arada` : ''].filter(Boolean).join(', ')}`,
    sumLegend: 'altta katlanmış konularda: yanında, karşı',
    whole: 'Tüm tablo',
    isWhole: (actors, topics) => `Tüm tablo: ${count(actors, 'aktör')}, ${count(topics, 'konu')}.`,
    wholeFailed: 'Tüm tablo okunamadı: bu onun bir bölümü.',
  },

  clock: {
    ahead: (by) => `Bu bilgisayarın saati ${by} ileri. Buradaki saatler sunucunun saatidir.`,
    behind: (by) => `Bu bilgisayarın saati ${by} geri. Buradaki saatler sunucunun saatidir.`,
  },
  time: {
    open: 'Zaman',
    network: 'Ağ',
    saidOrder: 'Söylendikleri zamana göre, en yenisi üstte; en çok elli.',
  },
};
