using System.Text;

namespace Tracker.Search.Bench;

/// <summary>
/// Words of one language by frequency: its commonest ones as they are, then stems made of its beginnings, syllables and endings, the common ones more often. Word n is
/// drawn about as 1 / (n + 2.7): a few words are in most texts, most words in hardly any.
/// </summary>
sealed class Vocabulary
{
    const int Size = 30_000;
    static readonly double[] Shares = Cumulative(Size);

    readonly string[] _words;
    readonly string _between;

    Vocabulary(string lang, double share, string common, string beginnings, string syllables, string endings, string between = " ")
    {
        (Lang, Share, _between) = (lang, share, between);
        var random = new Random(lang[0] * 1_000 + lang[1]);
        var (begin, middle, end) = (beginnings.Split(' '), syllables.Split(' '), endings.Split(' '));
        var words = new List<string>(common.Split(' '));
        var known = new HashSet<string>(words, StringComparer.Ordinal);
        while (words.Count < Size)
        {
            var word = new StringBuilder(random.Next(5) < 2 ? Often(random, begin) : "");
            for (var n = 1 + random.Next(3); n > 0; n--) word.Append(Often(random, middle));
            word.Append(Often(random, end));
            if (known.Add(word.ToString())) words.Add(word.ToString());
        }
        _words = [.. words];
    }

    public static IReadOnlyList<Vocabulary> All { get; } =
    [
        new("uk", 0.40, "і в на не що з у до це за як та про від для але його вони ми ви є був ще по її так було які має може або якщо тільки буде", "по пере при про за роз від ви на не до під без об з", "го ва ри те но ли ка мо ра сте ни ві ді ці лі ко до ве ці шо бо за му рі ла та пі си ту", "ти ня ність ів ами ою ий ого ому а и у ові ські ція ції м"),
        new("en", 0.25, "the of and to in a is that for it was on are as with his they at be this from have or by one had not but what all were when we there can an your which their said if do will", "re un con pre pro dis in over inter de", "ta ne ri so le mi ca po ver ten li sta ma co di ga ro ne lo vi der", "tion ing ed s er ly ment ity al ness able"),
        new("ru", 0.12, "и в не на что с по это как он от за у к из но его так вы мы они же все бы для о было до или если только будет", "по пере при про за раз от вы на не до под без", "го ва ри те но ли ка мо ра сте ни ве ди це ле ко до жи шо бо за", "ть ние ость ов ами ой ый ого ому а ы у овать ский ция м"),
        new("tr", 0.06, "ve bir bu da de için ile çok daha ne gibi en var olarak sonra kadar ama", "ka ba gö ya so de", "lı ma ra şi kö gü çe la ri te do sı ğa nü", "lar ler dan den mak mek ımız ıyor cı lık"),
        new("fr", 0.05, "le la de et les des en un une du que est pour qui dans par plus ne pas sur", "re dé pré con in", "té ri mé la no si pa ra ve lè ga co di", "tion ment er é ée s ance ité"),
        new("ar", 0.05, "في من على أن إلى عن مع هذا التي الذي كان لم ما", "ال وال بال م ت ي", "كت سل حر قل نص عم شر جم دو صد رئ", "ة ون ين ات ها هم ي"),
        new("hi", 0.03, "के में की है और से का को पर यह ने एक कि नहीं", "प्र अ स वि उप", "का रा ति मे ना सं ग्र ष्ट्र यु द्ध", "ता ने ों का या"),
        new("zh", 0.04, "的 是 在 了 和 不 有 我 他 这", "中 国 不 大", "和 平 停 火 谈 判 会 议 总 统 外 交 部 长 表 示 双 方 协 定 战 争 安 全", "了 者 性 化 们", ""),
    ];

    public string Lang { get; }

    /// <summary>Of all statements.</summary>
    public double Share { get; }

    /// <summary>By rank: 0 is the commonest.</summary>
    public string this[int rank] => _words[rank];

    public string Draw(Random random) => _words[Rank(random.NextDouble())];

    public string Text(Random random, int words) => string.Join(_between, Enumerable.Range(0, words).Select(_ => Draw(random)));

    static int Rank(double share)
    {
        var found = Array.BinarySearch(Shares, share);
        return Math.Min(found < 0 ? ~found : found, Size - 1);
    }

    static string Often(Random random, string[] from) => from[(int)(random.NextDouble() * random.NextDouble() * from.Length)];

    static double[] Cumulative(int size)
    {
        var shares = new double[size];
        var sum = 0.0;
        for (var n = 0; n < size; n++) shares[n] = sum += 1 / (n + 2.7);
        return Array.ConvertAll(shares, share => share / sum);
    }
}
