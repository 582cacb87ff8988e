using Tracker.Domain.Statements;
using Tracker.Domain.Statements.Likeness;

namespace Tracker.DomainTests.Statements.Likeness;

/// <summary>What is a retelling and what is not, in sentences of our own; none of them is among the measured pairs.</summary>
public sealed class ComparisonTests
{
    const string Grain = "The grain corridor will stay open through the winter, and no ship will be searched twice.";

    [Theory]
    [InlineData("“The grain corridor will stay open through the winter - and no ship will be searched twice,” said the minister.")]
    [InlineData("URGENT: The grain corridor will stay open through the winter, and no ship will be searched twice")]
    [InlineData("the  GRAIN corridor will stay open through the winter, and no ship will be searched twice…")]
    [InlineData("&quot;The grain corridor will stay open through the winter, and no ship will be searched twice.&quot;")]
    public void The_same_words_from_another_outlet_are_the_same_whatever_is_around_them(string words) =>
        Assert.Equal(Retelling.SameWords, Compare(Grain, words)?.Rule);

    [Theory]
    [InlineData("Ships will not be searched a second time, and the grain corridor stays open all winter, the minister promised.")]
    [InlineData("The grain corridor will stay open through the winter")]
    [InlineData("Late in the evening the minister, asked about the harvest, told reporters: “The grain corridor will stay open through the winter, and no ship will be searched twice,” before he left for the airport.")]
    public void Other_words_on_the_same_topic_wait_for_an_editor(string words) =>
        Assert.Equal(Retelling.Paraphrase, Compare(Grain, words, post => post with { Positions = [Some.Position("corridor")] })?.Rule);

    [Theory]
    [InlineData("Лікарні отримають сто генераторів до кінця місяця, сказав міністр.", "До кінця місяця міністр пообіцяв лікарням 100 генераторів.")]
    [InlineData("Die Krankenhäuser bekommen bis Ende Oktober fünfzig neue Generatoren.", "50 neue Generatoren für die Krankenhäuser, und zwar bis Ende Oktober, verspricht der Minister.")]
    [InlineData("医院将在月底前得到一百台发电机，部长说。", "部长说，医院将在月底前得到一百台发电机。")]
    public void Languages_and_scripts_do_not_matter_where_both_have_the_same(string one, string other) => Assert.NotNull(Compare(one, other));

    [Theory]
    [InlineData("The harbour pilots are on strike and we will not fly in others.")]
    [InlineData("The grain corridor will not stay open through the winter, and every ship will be searched twice.")]
    [InlineData("The grain corridor will stay open through March, and no ship will be searched twice.")]
    public void Another_claim_or_its_opposite_is_none(string words) => Assert.Null(Compare(Grain, words));

    [Theory]
    [InlineData("Forty trucks crossed the bridge before noon today.", "Fourteen trucks crossed the bridge before noon today.")]
    [InlineData("We accept the plan of the mediators in full.", "We do not accept the plan of the mediators in full.")]
    [InlineData("The bridge at Lisova opens again on Monday morning.", "The bridge at Lisova opens again on Friday morning.")]
    public void Numbers_dates_and_negations_must_agree(string one, string other) => Assert.Null(Compare(one, other));

    [Theory]
    [InlineData("No.")]
    [InlineData("Thank you, Mr President.")]
    [InlineData("No comment for now.")]
    public void A_formula_is_never_attached_and_without_a_topic_not_even_queued(string words)
    {
        Assert.Null(Compare(words, words));
        Assert.NotEqual(Retelling.SameWords, Compare(words, words, post => post with { Positions = [Some.Position("corridor")] })?.Rule);
    }

    public static TheoryData<string, Func<StatementContent, StatementContent>> NoRetelling => new()
    {
        { "another story", post => post with { Story = "other" } },
        { "another speaker", post => post with { Speakers = ["other"] } },
        { "another day", post => post with { SaidAt = "2025-05-18" } },
        { "another time of it", post => post with { SaidAt = "2025-05-18T09:00Z" } },
        { "no source", post => post with { Sources = [] } },
        { "the same source", post => post with { Sources = [new Source { Name = "FIRST Agency" }] } },
        { "a reply to it", post => post with { InReplyTo = "a" } },
        { "another part of the utterance", post => post with { SameUtteranceAs = "a" } },
        { "the opposite side", post => post with { Positions = [Some.Position("corridor", Stance.Rejects)] } },
        { "a document of the past", post => post with { Historical = true } },
    };

    [Theory, MemberData(nameof(NoRetelling))]
    public void What_is_told_again_is_one_utterance_from_another_source(string why, Func<StatementContent, StatementContent> later)
    {
        var first = Post(Grain, "First Agency") with { Positions = [Some.Position("corridor")] };
        var second = Post(Grain, "Second Agency") with { Positions = [Some.Position("corridor")] };
        Assert.Equal(Retelling.SameWords, Compare(first, second)?.Rule);
        Assert.True(Compare(first, later(second)) is null, why);
    }

    [Fact]
    public void An_outlet_elsewhere_may_date_by_its_own_calendar() =>
        Assert.NotNull(Compare(Post(Grain, "one") with { SaidAt = "2025-05-16T21:30-04:00" }, Post(Grain, "two") with { SaidAt = "2025-05-17" }));

    [Fact]
    public void Undated_words_are_compared_while_they_are_fresh()
    {
        var undated = Post(Grain, "two") with { SaidAt = null };
        Assert.NotNull(Comparison.Of(Signature.Of("a", Post(Grain, "one"), Some.Noon), Signature.Of("b", undated, Some.Noon.AddDays(1))));
        Assert.Null(Comparison.Of(Signature.Of("a", Post(Grain, "one"), Some.Noon), Signature.Of("b", undated, Some.Noon.AddDays(3))));
    }

    [Fact]
    public void Not_later_than_a_day_fits_that_day_and_the_week_before()
    {
        var by = Post(Grain, "two") with { SaidAt = "../2025-05-17" };
        Assert.NotNull(Compare(Post(Grain, "one"), by));
        Assert.NotNull(Compare(Post(Grain, "one") with { SaidAt = "2025-05-12" }, by));
        Assert.Null(Compare(Post(Grain, "one") with { SaidAt = "2025-05-20" }, by));
        Assert.Null(Compare(Post(Grain, "one") with { SaidAt = "2025-04-20" }, by));
    }

    [Fact]
    public void An_office_and_who_speaks_for_it_may_be_one_but_are_for_an_editor()
    {
        var minister = Post(Grain, "one") with { Speakers = ["minister"], OnBehalfOf = ["ministry", "country"], Positions = [Some.Position("corridor")] };
        var country = Post(Grain, "two") with { Speakers = ["country"], Positions = [Some.Position("corridor")] };
        Assert.Equal(Retelling.Paraphrase, Compare(minister, country)?.Rule);
        Assert.Null(Compare(minister, country with { Speakers = ["country", "neighbour"] }));
    }

    [Fact]
    public void A_signature_is_bounded_whatever_it_is_made_of()
    {
        var long1 = Signature.Of("a", Post(string.Join(' ', Enumerable.Range(0, 20_000).Select(n => "w" + n)), "one"), Some.Noon);
        Assert.InRange(long1.Cost, 1, 8_000);
        Assert.InRange(Signature.Of("b", Post(Grain, "one"), Some.Noon).Cost, 1, 2_000);
    }

    [Fact]
    public void Very_long_words_are_compared_to_their_end()
    {
        var text = string.Join(' ', Enumerable.Range(0, 3_000).Select(n => "word" + n));
        Assert.Equal(Retelling.SameWords, Compare(text, text)?.Rule);
        Assert.NotEqual(Retelling.SameWords, Compare(text, text + " after all")?.Rule);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \u0000\uFFFF…«»\"\"&&amp;&#39;")]
    [InlineData("'''’’’ 1.1.1,1 , . 4⎖ ⎖⎖ ٣٤ ²")]
    [InlineData("said: , said")]
    public void Any_text_can_be_compared(string text)
    {
        Assert.True(Compare(text, text) is null or { Score: <= 100 });
        Assert.Null(Compare(text, Grain));
    }

    [Fact]
    public void A_lone_surrogate_can_be_compared() => Assert.Null(Compare("\uD800", "\uDC00 5\uD800"));

    static Retelling? Compare(string one, string other, Func<StatementContent, StatementContent>? both = null)
    {
        both ??= post => post;
        return Compare(both(Post(one, "First Agency")), both(Post(other, "Second Agency")));
    }

    static Retelling? Compare(StatementContent earlier, StatementContent later) => Comparison.Of(Signature.Of("a", earlier, Some.Noon), Signature.Of("b", later, Some.Noon));

    static StatementContent Post(string text, string source) => new()
    {
        Story = "talks", Speakers = ["minister"], Kind = StatementKind.Announce, Text = text, SaidAt = "2025-05-17", Sources = [new Source { Name = source }],
    };
}
