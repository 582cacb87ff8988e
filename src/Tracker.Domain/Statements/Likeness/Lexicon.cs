using System.Collections.Frozen;

namespace Tracker.Domain.Statements.Likeness;

/// <summary>
/// The few words that are not like others when two statements are compared: words without meaning of their own, negations, numerals, months and days, and
/// what reports are framed with. In seven languages (English, German, Spanish, Catalan, Turkish, Ukrainian, Russian); any other language is compared without.
/// All in the form that <see cref="Names.Normalize"/> makes, in one table for all languages: a word that is common and another thing in one of the others ("once", eleven in
/// Spanish; "bin", a thousand in Turkish) is left out.
/// </summary>
static class Lexicon
{
    /// <summary>Say nothing of what is said.</summary>
    internal static readonly FrozenSet<string> Empty = Set("""
        a an the and or but if of to in on at by for with from as is are was were be been being it its this that these those he she they we you i his her their our my your do does
        did has have had will would can could should may might must there here who which what when where how than then so also all any some only into over out up about after more going
        most said says told say percent per cent one
        der die das den dem des ein eine einer einem einen und oder aber wenn von zu zum zur im am auf mit aus bei nach für über als auch ist sind war waren wird werden wurde wurden hat haben
        hatte er sie es wir ihr ich sein seine unser unsere dass sich so wie noch nur man dieser diese dieses um durch kann können sagte sagt prozent
        el la los las un una unos unas y o pero si de del al en por para con que se su sus son era ser fue ha han hay lo le les me mi nos nuestro nuestra este esta estos estas ese esa esto como
        más muy ya también entre sobre cuando donde quien cual dijo ciento uno
        els uns unes i però dels als amb és seu seva seus seves ho li aquest aquesta aquests aquestes com més molt ja també quan on qui quin vaig va van estat em ens us vostès jo
        ve veya ama için ile bir bu şu o da de ki mi mu gibi daha çok en olarak olan olduğu içinde her biz siz onlar ben sen sonra var dedi yüzde
        і й в у на з зі із по за від про що як але або ці це цей той ми ви він вона вони я відсотків відсотки
        и к с со от из о об при бы ли же уже так там мы вы он она они это этот тот что как но или для был была были будет процентов процента
        """);

    /// <summary>Turn what follows them into its opposite.</summary>
    internal static readonly FrozenSet<string> Negations = Set("""
        not no never nothing none nobody neither nor cannot without refuse refuses refused dont doesnt didnt isnt arent wasnt wont wouldnt cant
        nicht kein keine keinen keiner keinem nie niemals nichts niemand ohne nein
        nada nadie ningún ninguna nunca jamás tampoco sin ningú
        değil yok hiçbir asla hiç
        не ні без ніколи ніхто нічого жодної жодних жодного нема немає
        никогда никто ничего никакой никаких нельзя
        """);

    /// <summary>"Not before", "until", "unless": one word for what sets a condition in time, for that is what stays in other words.</summary>
    internal static readonly FrozenSet<string> Until = Set("""
        until till before unless bevor ehe bis hasta antes fins abans kadar olmadan поки перш доки пока прежде
        """);

    /// <summary>Who said it, where that stands behind the words: "…, said the minister".</summary>
    internal static readonly FrozenSet<string> Speaking = Set("""
        said says told added adding stated announced declared explained sagte sagt erklärte betonte dijo dice afirmó declaró añadió dit dir deia afirmar dedi söyledi konuştu belirtti açıkladı
        сказав сказала заявив заявила додав додала повідомив повідомила сказал сказала заявил заявила добавил добавила сообщил сообщила
        """);

    /// <summary>Put in front by a desk: "URGENT:".</summary>
    internal static readonly FrozenSet<string> Labels = Set("""
        breaking urgent flash update alert exclusive eilmeldung eil última hora urgente darrera acil flaş dakika son терміново блискавка срочно молния
        """);

    /// <summary>Values of numerals. One is no number: it is an article in most languages.</summary>
    internal static readonly FrozenDictionary<string, double> Numerals = Values("""
        0.25 quarter viertel cuarto quart çeyrek чверть четверть
        0.5 half hälfte halb halbe halbes halber halben mitad meitat yarım yarısı половина половину половини половины
        2 two second zweite zwei dos dues iki ikinci два две дві двох двух
        3 three third drei dritte tres tercera tercero tercer üç üçüncü три трьох трёх
        4 four fourth vier cuatro quatre чотири чотирьох четыре четырёх
        5 five fifth fünf cinco cinc beş п'ять пять
        6 six sechs seis sis altı шість шести шесть
        7 seven sieben siebte siete yedi сім семь
        8 eight eighth acht ocho vuit sekiz вісім восьми восемь
        9 nine ninth neun nueve dokuz дев'ять девять
        10 ten zehn diez deu десять десяти
        11 eleven elf onze
        12 twelve twelfth zwölf doce dotze дванадцять двенадцать
        13 thirteen dreizehn trece tretze
        14 fourteen vierzehn catorce
        15 fifteen fünfzehn quince quinze п'ятнадцять пятнадцать
        16 sixteen sechzehn dieciséis setze
        17 seventeen siebzehn diecisiete disset
        18 eighteen achtzehn dieciocho divuit вісімнадцять восемнадцать
        19 nineteen neunzehn diecinueve dinou
        20 twenty twentieth zwanzig veinte vint yirmi двадцять двадцать
        30 thirty dreißig treinta trenta otuz тридцять тридцать
        40 forty vierzig cuarenta quaranta сорок
        50 fifty fünfzig cincuenta cinquanta elli п'ятдесят пятьдесят
        60 sixty sechzig sesenta seixanta altmış шістдесят шестьдесят
        70 seventy siebzig setenta yetmiş сімдесят семьдесят
        80 eighty achtzig ochenta vuitanta seksen вісімдесят восемьдесят
        90 ninety neunzig noventa noranta doksan дев'яносто девяносто
        100 hundred hundert cien yüz сто
        1000 thousand tausend mil тисяч тисяча тисячі тысяч тысяча тысячи
        1000000 million millions millionen millones milions milyon мільйон мільйонів миллион миллионов миллиона
        1000000000 billion billions milliarde milliarden milyar мільярд мільярдів мільярди миллиард миллиардов миллиарда
        """);

    /// <summary>Months 1–12 and days of the week 21–27, which differ like numbers.</summary>
    internal static readonly FrozenDictionary<string, double> Calendar = Values("""
        1 january januar enero gener ocak січня січень января январь
        2 february februar febrero febrer şubat лютого лютий февраля февраль
        3 märz marzo març mart березня березень марта
        4 april abril nisan квітня квітень апреля апрель
        5 mayo maig травня травень
        6 june juni junio juny haziran червня червень июня июнь
        7 july juli julio juliol temmuz липня липень июля июль
        8 august agosto agost ağustos серпня серпень августа август
        9 september septiembre setembre eylül вересня вересень сентября сентябрь
        10 october oktober octubre ekim жовтня жовтень октября октябрь
        11 november noviembre novembre kasım листопада листопад ноября ноябрь
        12 december dezember diciembre desembre aralık грудня грудень декабря декабрь
        21 monday montag lunes dilluns pazartesi понеділок понедельник
        22 tuesday dienstag martes dimarts salı вівторок вторник
        23 wednesday mittwoch miércoles dimecres çarşamba середу среду
        24 thursday donnerstag jueves dijous perşembe четвер четверг
        25 friday freitag viernes divendres cuma п'ятницю пятницу
        26 saturday samstag sábado dissabte cumartesi суботу субботу
        27 sunday sonntag domingo diumenge pazar неділю воскресенье
        """);

    /// <summary>What a numeral is worth, also as an ordinal ("eighteenth") and as one word with its hundreds ("fünfhundert"); null = it is none.</summary>
    internal static double? Value(string word)
    {
        if (Numerals.TryGetValue(word, out var value)) return value;
        foreach (var ending in Ordinal)
        {
            if (word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.Ordinal) && Numerals.TryGetValue(word[..^ending.Length], out value)) return value;
        }
        foreach (var (times, name) in Powers)
        {
            if (word.Length > name.Length && word.EndsWith(name, StringComparison.Ordinal) && Numerals.TryGetValue(word[..^name.Length], out value)) return value * times;
        }
        return null;
    }

    static readonly string[] Ordinal = ["th", "te", "ten", "ter", "tes"];
    static readonly (double Times, string Name)[] Powers = [(100, "hundert"), (1000, "tausend")];

    // A word that stands in two rows (martes, "Tuesday" and no "March") is what its first row says.
    static FrozenDictionary<string, double> Values(string rows)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var row in rows.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var word in words.Skip(1)) values.TryAdd(Form(word), double.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture));
        }
        return values.ToFrozenDictionary(StringComparer.Ordinal);
    }

    static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Form).ToFrozenSet(StringComparer.Ordinal);

    static string Form(string word) => Names.Normalize(word);
}
