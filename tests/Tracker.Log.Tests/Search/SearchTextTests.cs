using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Tracker.Log.Search;

namespace Tracker.Log.Tests.Searches;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("п'ять п’ять пʼять п`ять п´ять п‘ять п＇ять п′ять", "пʼять")]
    [InlineData("З’ЇЗД з'їзд З'їЗд", "зʼїзд")]
    [InlineData("Їжак їжак І\u0308жак", "їжак")]
    [InlineData("Йорданія йорданія И\u0306орданія", "йорданія")]
    [InlineData("Зеле\u0301нський ЗЕЛЕНСЬКИЙ Зеленський", "зеленський")]
    [InlineData("İstanbul ISTANBUL istanbul ıstanbul I\u0307stanbul", "istanbul")]
    [InlineData("Erdoğan ERDOĞAN erdogan Erdog\u0306an", "erdogan")]
    [InlineData("Łódź łódź LODZ", "lodz")]
    [InlineData("Straße STRASSE STRAẞE", "strasse")]
    [InlineData("Αθήνα ΑΘΗΝΑ αθηνα", "αθηνα")]
    [InlineData("λόγος ΛΟΓΟΣ", "λογοσ")]
    [InlineData("שָׁלוֹם שלום", "שלום")]
    [InlineData("سَلَام سلام ســلام", "سلام")]
    [InlineData("می\u200Cخواهم میخواهم", "میخواهم")]
    [InlineData("युद्धविराम", "युद्धविराम")]
    [InlineData("ＡＢＣ１２ abc12", "abc12")]
    [InlineData("co\u00ADoperation cooperation", "cooperation")]
    public void What_people_write_differently_for_one_word_is_one_word(string text, string folded) =>
        Assert.All(Folded(text), word => Assert.Equal(folded, word));

    [Theory]
    [InlineData("й", "и")]
    [InlineData("ї", "і")]
    [InlineData("ґ", "г")]
    [InlineData("ё", "е")]
    [InlineData("є", "е")]
    [InlineData("п'ять", "пять")]
    [InlineData("ў", "у")]
    [InlineData("か", "が")]
    public void Letters_of_their_own_stay_apart(string one, string other) => Assert.NotEqual(Folded(one), Folded(other));

    [Theory]
    [InlineData("Ukraine's l'Ukraine l’Ukraine O'Brien", "ukraine s l ukraine l ukraine o brien")]
    [InlineData("'Так', — сказав він: «п'ять».", "так сказав він пʼять")]
    [InlineData("cease-fire 30-day F16 3.5 #мир @desk a_b", "cease fire 30 day f16 3 5 мир desk a b")]
    [InlineData("停火协议", "停 火 协 议")]
    [InlineData("ハﾞ ﾊﾞ バ ハ\u3099", "バ バ バ バ")]
    [InlineData("ขอให้หยุดยิง", "ข อ ใ ห้ ห ยุ ด ยิ ง")]
    [InlineData("COVID停火ok", "covid 停 火 ok")]
    [InlineData("한국어 정전", "한국어 정전")]
    [InlineData("ሰላም ሰላም።", "ሰላም ሰላም")]
    [InlineData("a\u200Bb a\u0000b a\tb", "a b a b a b")]
    [InlineData("\uD800слово\uDC00 \uDC00\uD800", "слово")]
    [InlineData("… — !?. \u0301 ' ''", "")]
    [InlineData("😀👩‍🚀 ☮", "")]
    [InlineData("", "")]
    public void Text_is_words(string text, string words) => Assert.Equal(words, string.Join(' ', Folded(text)));

    [Fact]
    public void A_word_knows_where_it_stands_in_the_text()
    {
        const string text = "— «З’їзд» у Łodzi, 停火!";
        Assert.Equal(["З’їзд", "у", "Łodzi", "停", "火"], SearchText.Words(text).Select(word => text.Substring(word.Start, word.Length)));
    }

    [Fact]
    public void A_very_long_word_counts_by_its_beginning()
    {
        Assert.Equal(Folded(new string('ж', 100_000)), Folded(new string('ж', 5_000)));
        Assert.Equal(Folded(new string('x', 100_000)), Folded(new string('X', 5_000)));
        Assert.NotEqual(Folded(new string('x', 99)), Folded(new string('x', 98)));
        Assert.True(Folded(new string('ж', 100_000))[0].Length <= 101);
    }

    [Fact]
    public void Any_text_is_words_in_its_order_that_can_stand_between_spaces_and_quotes() =>
        Gen.Char.Array[0, 40].Select(chars => new string(chars)).Sample(text =>
        {
            var words = SearchText.Words(text);
            Assert.All(words, word => Assert.True(word.Start >= 0 && word.Length > 0 && word.End <= text.Length && word.Text.Length > 0 && word.Text.AsSpan().IndexOfAny(" \"\0") < 0));
            Assert.Equal(words.OrderBy(word => word.Start).ToList(), words);
        }, iter: 20_000);

    [Fact]
    public void Composed_or_not_is_the_same_for_every_letter()
    {
        var letters = Enumerable.Range(0x20, 0x2FA20 - 0x20).Where(code => code is < 0xD800 or > 0xDFFF && CharUnicodeInfo.GetUnicodeCategory(code) != UnicodeCategory.OtherNotAssigned).Select(code => char.ConvertFromUtf32(code)).Where(text => !text.IsNormalized(NormalizationForm.FormD)).ToList();
        Assert.True(letters.Count > 10_000);
        Assert.All(letters, text => Assert.Equal(Folded(text), Folded(text.Normalize(NormalizationForm.FormD))));
    }

    [Fact]
    public void Hostile_strings_are_words_too()
    {
        var strings = JsonSerializer.Deserialize<List<string>>(File.ReadAllText(Shared.Path("data/hostile/blns.json")))!;
        Assert.True(strings.Sum(text => Folded(text).Count) > 1_000);
        Assert.All(strings, text => Assert.Equal(Folded(text), Folded(text.Normalize(NormalizationForm.FormD))));
        var homoglyphs = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Shared.Path("data/hostile/homoglyphs.json")))!;
        Assert.All(homoglyphs, pair => Assert.Equal(Folded($"а{pair.Key}б{pair.Value}"), Folded($"а{pair.Key}б{pair.Value}".Normalize(NormalizationForm.FormC))));
    }

    static List<string> Folded(string text) => SearchText.Words(text).ConvertAll(word => word.Text);
}
