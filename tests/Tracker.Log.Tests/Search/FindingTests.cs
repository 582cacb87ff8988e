using System.Text.Json;
using Tracker.Log.Search;

namespace Tracker.Log.Tests.Searches;

public sealed class FindingTests
{
    static readonly (string Id, string Text)[] Said =
    [
        ("uk-1", "П’ять сторін погодилися на перемир'я, заявив Зеленський."),
        ("uk-2", "Йорданія та її сусіди: об'єднання ґрунтується на мирі."),
        ("uk-3", "ЗЕЛЕНСЬКОГО запросили до Стамбула; і ми не їхали."),
        ("en-1", "Ukraine's delegation won't leave Istanbul before the cease-fire."),
        ("en-2", "The truce has to come first, the minister said twice: first the truce."),
        ("tr-1", "Erdoğan İSTANBUL'da görüşmelerin sürdüğünü söyledi."),
        ("pl-1", "Prezydent w Łodzi: „pokój to ład”."),
        ("de-1", "Straße und Größe"),
        ("fr-1", "L’Élysée soutient l'Ukraine."),
        ("zh-1", "双方同意立即停火三十天。"),
        ("zh-2", "火车已停。"),
        ("ja-1", "停戦についてゼレンスキー大統領が発言した"),
        ("th-1", "ขอให้หยุดยิงทันที"),
        ("ar-1", "أعلن الوفدُ وقفَ إطلاقِ النار"),
        ("hi-1", "युद्धविराम पर बातचीत शुरू हुई"),
        ("he-1", "צה\"ל הודיע על הפסקת אש בארה״ב"),
        ("fa-1", "ما آتش‌بس می‌خواهیم"),
        ("ko-1", "정전 협상이 시작되었다"),
        ("num-1", "30-day truce from 2025-05-16, 1,000 prisoners"),
    ];

    [Theory]
    [InlineData("п'ять", "uk-1")]
    [InlineData("п’ять ПЕРЕМИР’Я", "uk-1")]
    [InlineData("пʼять", "uk-1")]
    [InlineData("п`ять", "uk-1")]
    [InlineData("пять", "")]
    [InlineData("зеленськ*", "uk-3 uk-1")]
    [InlineData("зе*", "uk-3 uk-1")]
    [InlineData("зел*", "uk-3 uk-1")]
    [InlineData("зеленський", "uk-1")]
    [InlineData("йорданія", "uk-2")]
    [InlineData("иорданія", "")]
    [InlineData("їхали", "uk-3")]
    [InlineData("іхали", "")]
    [InlineData("ґрунтується", "uk-2")]
    [InlineData("грунтується", "")]
    [InlineData("istanbul", "tr-1 en-1")]
    [InlineData("İstanbul", "tr-1 en-1")]
    [InlineData("ISTANBUL", "tr-1 en-1")]
    [InlineData("ıstanbul", "tr-1 en-1")]
    [InlineData("erdogan görüşmelerin", "tr-1")]
    [InlineData("lodzi", "pl-1")]
    [InlineData("strasse groesse", "")]
    [InlineData("strasse grosse", "de-1")]
    [InlineData("ukraine", "fr-1 en-1")]
    [InlineData("won't", "en-1")]
    [InlineData("won’t", "en-1")]
    [InlineData("elysee", "fr-1")]
    [InlineData("\"the truce has\"", "en-2")]
    [InlineData("\"truce the\"", "")]
    [InlineData("\"first the truce\"", "en-2")]
    [InlineData("truce first", "en-2")]
    [InlineData("truce -minister", "num-1")]
    [InlineData("truce -\"the minister\"", "num-1")]
    [InlineData("truce -min*", "num-1")]
    [InlineData("truce -minis*", "num-1")]
    [InlineData("cease-fire", "en-1")]
    [InlineData("fire-cease", "")]
    [InlineData("cease-fire*", "en-1")]
    [InlineData("停火", "zh-1")]
    [InlineData("火", "zh-2 zh-1")]
    [InlineData("停 火", "zh-2 zh-1")]
    [InlineData("立即停火", "zh-1")]
    [InlineData("大統領", "ja-1")]
    [InlineData("ゼレンスキー", "ja-1")]
    [InlineData("หยุดยิง", "th-1")]
    [InlineData("الوفد", "ar-1")]
    [InlineData("وقف النار", "ar-1")]
    [InlineData("युद्धविराम", "hi-1")]
    [InlineData("बात*", "hi-1")]
    [InlineData("צה״ל", "he-1")]
    [InlineData("ארה\"ב", "")]
    [InlineData("בארה\"ב", "he-1")]
    [InlineData("آتش‌بس", "fa-1")]
    [InlineData("آتشبس", "fa-1")]
    [InlineData("협상*", "ko-1")]
    [InlineData("\"30 day\" 1,000", "num-1")]
    [InlineData("nowhere", "")]
    public async Task A_word_is_found_however_it_is_written(string asked, string found)
    {
        await using var desk = await SearchDesk.OpenAsync(partitionRows: 5);
        foreach (var (id, text) in Said) await desk.PostAsync(id, text);
        foreach (var order in Enum.GetValues<SearchOrder>())
        {
            IEnumerable<string> ids = await desk.FindAsync(asked, query => query with { Order = order });
            // What is best is another test's.
            if (order == SearchOrder.Best) ids = ids.OrderByDescending(id => Array.FindIndex(Said, said => said.Id == id));
            Assert.Equal(found, string.Join(' ', ids));
        }
    }

    [Fact]
    public async Task Without_words_the_newest_come_first_and_what_is_only_excluded_leaves_the_rest()
    {
        await using var desk = await SearchDesk.OpenAsync();
        for (var i = 0; i < 30; i++) await desk.PostAsync("st-" + i, i % 3 == 0 ? "war" : "peace");
        Assert.Equal(Enumerable.Range(0, 30).Reverse().Select(i => "st-" + i), await desk.FindAsync(""));
        Assert.Equal(Enumerable.Range(0, 30).Reverse().Where(i => i % 3 != 0).Select(i => "st-" + i), await desk.FindAsync("-war"));
    }

    [Fact]
    public async Task What_a_user_types_is_never_syntax()
    {
        await using var desk = await SearchDesk.OpenAsync();
        await desk.PostAsync("one", "nothing to see");
        await desk.PostAsync("two", SearchDesk.Content("a OR b") with { Story = "secret" });
        foreach (var text in (string[])["nothing OR b", "nothing\" OR words : \"b", "NEAR(nothing b)", "marks : \"st:secret\"", "st:secret", "nothing) OR (b", "nothing' OR 1=1 --", "{words} : nothing", "noth* + b"])
            Assert.Empty(await desk.FindAsync(text));
        Assert.Equal(["two"], await desk.FindAsync("or"));
        foreach (var value in (string[])["x\" OR words : \"nothing", "x\") OR words : (\"nothing", "\0", "\"", "uk' OR 1=1", "ns UK"])
        {
            Assert.Empty(await desk.FindAsync("", query => query with { Languages = [value] }));
            Assert.Empty(await desk.FindAsync("", query => query with { Stories = [value] }));
            Assert.Empty(await desk.FindAsync("", query => query with { Sources = [value] }));
        }
    }

    [Fact]
    public async Task Hostile_texts_are_found_by_their_words_and_hostile_questions_are_answered()
    {
        var strings = JsonSerializer.Deserialize<List<string>>(await File.ReadAllTextAsync(Shared.Path("data/hostile/blns.json"), TestContext.Current.CancellationToken))!.FindAll(text => text.Length > 0);
        await using var desk = await SearchDesk.OpenAsync(partitionRows: 100);
        for (var i = 0; i < strings.Count; i++) await desk.PostAsync("blns-" + i, strings[i]);
        var asked = 0;
        for (var i = 0; i < strings.Count; i++)
        {
            var (terms, refusal) = SearchTerms.Parse("\"" + strings[i].Replace('"', ' ') + "\"");
            if (refusal is null && terms.Count == 1)
            {
                Assert.Contains("blns-" + i, await desk.FindAsync("", query => query with { Terms = terms }));
                asked++;
            }
            (terms, refusal) = SearchTerms.Parse(strings[i]);
            if (refusal is null) await desk.FindAsync("", query => query with { Terms = terms, Order = SearchOrder.Best, Facets = true });
        }
        Assert.True(asked > 300, $"Only {asked} have a word.");
    }
}
