using System.Text;
using System.Text.Json;
using CsCheck;
using Tracker.Domain.Actors;
using Tracker.Domain.Places;

namespace Tracker.DomainTests.Names;

public sealed class NamesTests
{
    [Theory]
    [InlineData("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskij", "ZELENSKYI", "Зеленський", "Зеленский")]
    [InlineData("Volodymyr Zelensky", "Володимир Зеленський", " volodymyr  zelenskyy ")]
    [InlineData("US", "U.S.", "us", "the US", "The U.S.", "ＵＳ")]
    [InlineData("Türkiye", "Turkiye", "TÜRKİYE", "turkiye")]
    [InlineData("Medinsky", "Medinskiy", "Мединский")]
    [InlineData("Sergey Lavrov", "Sergei Lavrov", "Сергей Лавров")]
    [InlineData("Dmitry Peskov", "Dmitri Peskov", "Dmitriy Peskov", "Дмитрий Песков")]
    [InlineData("Umerov", "Умєров", "Умеров")]
    [InlineData("Andriy Yermak", "Andrii Yermak", "Андрій Єрмак")]
    [InlineData("Serhiy", "Serhii", "Сергій")]
    [InlineData("Yulia", "Yuliya", "Юлия", "Iulia")]
    [InlineData("Aleksei Navalny", "Alexei Navalny", "Алексей Навальный")]
    [InlineData("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan")]
    [InlineData("Ursula von der Leyen", "Ursula von-der-Leyen")]
    [InlineData("O'Brien", "O’Brien", "OBrien", "O`Brien")]
    [InlineData("Łódź", "Lodz")]
    [InlineData("Straße", "STRASSE", "strasse")]
    [InlineData("Μητσοτάκης", "Mitsotakis", "ΜΗΤΣΟΤΆΚΗΣ")]
    [InlineData("Πούτιν", "Putin", "Путин", "Путін")]
    [InlineData("Jean-Noël Barrot", "Jean Noel Barrot")]
    [InlineData("中国", "中国 ")]
    [InlineData("ﷺ", "صلى الله عليه وسلم")]
    public void These_are_one_name(params string[] spellings)
    {
        var forms = spellings.Select(Tracker.Domain.Names.Normalize).Distinct().ToList();
        Assert.True(forms.Count == 1, string.Join(" | ", forms));
    }

    [Theory]
    [InlineData("Kyiv", "Kiev")]
    [InlineData("Turkey", "Türkiye")]
    [InlineData("Trump", "Trumpet")]
    [InlineData("The", "")]
    [InlineData("हिंदी", "हदी")]
    [InlineData("ラーメン", "ラメン")]
    [InlineData("東京", "京都")]
    [InlineData("US", "UN")]
    public void These_are_two(string a, string b) => Assert.NotEqual(Tracker.Domain.Names.Normalize(a), Tracker.Domain.Names.Normalize(b));

    [Fact]
    public void Every_letter_of_the_Cyrillic_block_becomes_Latin()
    {
        foreach (var code in Enumerable.Range(0x400, 0x100))
        {
            var letter = char.ToString((char)code);
            if (!char.IsLetter(letter, 0)) continue;
            var normal = Tracker.Domain.Names.Normalize("a" + letter);
            Assert.True(normal.All(char.IsAsciiLetterLower), $"U+{code:X4} {letter} → {normal}");
        }
    }

    [Theory]
    [InlineData("...", "...")]
    [InlineData("🙂", "🙂")]
    [InlineData("", "")]
    public void Odd_names_have_a_form_too(string name, string normal) => Assert.Equal(normal, Tracker.Domain.Names.Normalize(name));

    [Fact]
    public void Half_a_character_is_no_letter() => Assert.Equal("a\ufffdb", Tracker.Domain.Names.Normalize(string.Concat("a", (char)0xD800, "b")));

    [Fact]
    public void Every_text_has_a_form_without_capitals_or_outer_space() => Gen.String.Sample(text =>
    {
        var form = Tracker.Domain.Names.Normalize(text);
        return form.IsNormalized(NormalizationForm.FormC) && !form.Any(char.IsAsciiLetterUpper) && form == form.Trim(' ');
    });

    [Theory]
    [InlineData("Volodymyr Zelenskyy", "Zelensky")]
    [InlineData("Cantwell, Maria", "Cantwell")]
    [InlineData("Donald Payne, Jr.", "Payne")]
    [InlineData("Donald Payne Jr.", "Payne")]
    [InlineData("Ursula von der Leyen", "von der Leyen")]
    [InlineData("Ursula von der Leyen", "Leyen")]
    [InlineData("Pelé", "Pele")]
    public void A_person_is_found_by_the_family_name(string name, string family) => Assert.Contains(Found(Some.Actor(name)), pair => pair == Tracker.Domain.Names.Normalize(family));

    [Fact]
    public void Only_persons_have_family_names() =>
        Assert.Equal([Tracker.Domain.Names.Normalize("European Union")], Found(Some.Actor("European Union", ActorKind.IntergovernmentalOrganization)));

    [Fact]
    public void Other_names_and_metonyms_are_found_as_they_were_written()
    {
        var actor = Some.Actor("Russia", ActorKind.State) with { OtherNames = [new OtherName { Name = "Россия" }], Metonyms = ["Moscow", "the Moscow"] };
        Assert.Equal(["Russia", "Россия", "Moscow"], Tracker.Domain.Names.Of(actor).Select(pair => pair.Value));
        Assert.Equal(["Kyiv", "Kiev"], Tracker.Domain.Names.Of(new PlaceProfile { Name = "Kyiv", OtherNames = [new OtherName { Name = "Kiev" }] }).Select(pair => pair.Value));
    }

    [Fact]
    public void The_names_of_the_scenario_resolve()
    {
        var scenario = JsonDocument.Parse(File.ReadAllBytes(Shared.Path("acceptance/istanbul.json"))).RootElement;
        var table = scenario.GetProperty("actors").EnumerateArray()
            .SelectMany(actor => Tracker.Domain.Names.Of(Profile(actor, "aliases", actor.GetProperty("kind").Deserialize<ActorKind>(Events.Json))).Select(pair => (pair.Key, Ref: actor.GetProperty("id").GetString()!)))
            .Concat(scenario.GetProperty("places").EnumerateArray().SelectMany(place => Tracker.Domain.Names.Of(
                new PlaceProfile { Name = place.GetProperty("name").GetString()!, OtherNames = [.. Strings(place, "aliases").Select(alias => new OtherName { Name = alias })] })
                .Select(pair => (pair.Key, Ref: place.GetProperty("id").GetString()!))))
            .ToLookup(pair => pair.Key, pair => pair.Ref);
        foreach (var row in scenario.GetProperty("expected").GetProperty("checks").GetProperty("name_resolution").EnumerateArray())
        {
            var (name, expected) = (row[0].GetString()!, row[1].GetString()!);
            string[] refs = expected.StartsWith("ambiguous", StringComparison.Ordinal) ? ["actor/ukraine", "place/kyiv"] : [expected];
            Assert.Equal(refs, table[Tracker.Domain.Names.Normalize(name)].Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Every_state_is_found_by_all_its_names_and_the_English_ones_are_its_own()
    {
        var rows = Rows("data/actors/states.jsonl");
        var table = rows.SelectMany(row => Tracker.Domain.Names.Of(Profile(row, "aliases", ActorKind.State)).Select(pair => (pair.Key, Id: row.GetProperty("id").GetString()!)))
            .Distinct().ToLookup(pair => pair.Key, pair => pair.Id);
        foreach (var row in rows)
        {
            Assert.All(Aliases(row), alias => Assert.Contains(row.GetProperty("id").GetString()!, table[Tracker.Domain.Names.Normalize(alias)]));
            Assert.Equal([row.GetProperty("id").GetString()!], table[Tracker.Domain.Names.Normalize(row.GetProperty("name").GetString()!)]);
        }
    }

    [Fact]
    public void Every_legislator_is_found_by_the_whole_name_and_by_the_family_name()
    {
        var rows = Rows("data/actors/congress.jsonl");
        Assert.True(rows.Count > 500);
        foreach (var row in rows)
        {
            var found = Found(Profile(row, "aliases", ActorKind.Person));
            Assert.All(Aliases(row).Append(row.GetProperty("name").GetString()!), name => Assert.Contains(Tracker.Domain.Names.Normalize(name), found));
            var comma = Aliases(row).FirstOrDefault(alias => alias.Contains(',', StringComparison.Ordinal));
            if (comma is not null) Assert.Contains(Tracker.Domain.Names.Normalize(comma[..comma.IndexOf(',', StringComparison.Ordinal)]), found);
        }
    }

    static List<JsonElement> Rows(string name) => [.. File.ReadLines(Shared.Path(name)).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement)];

    static List<string> Found(ActorProfile actor) => [.. Tracker.Domain.Names.Of(actor).Select(pair => pair.Key)];

    static ActorProfile Profile(JsonElement row, string aliases, ActorKind kind) => new()
    {
        Kind = kind, Name = row.GetProperty("name").GetString()!, Metonyms = [.. Strings(row, "metonyms")],
        OtherNames = [.. (row.TryGetProperty(aliases, out _) ? Aliases(row) : []).Select(name => new OtherName { Name = name })],
    };

    static IEnumerable<string> Aliases(JsonElement row) => row.TryGetProperty("aliases", out var aliases)
        ? aliases.EnumerateArray().Select(alias => alias.ValueKind == JsonValueKind.String ? alias.GetString()! : alias.GetProperty("name").GetString()!)
        : [];

    static IEnumerable<string> Strings(JsonElement row, string field) => row.TryGetProperty(field, out var list) ? list.EnumerateArray().Select(one => one.GetString()!) : [];
}
