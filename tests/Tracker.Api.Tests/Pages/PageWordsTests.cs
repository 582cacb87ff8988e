using System.Text.Json;
using System.Text.RegularExpressions;
using Tracker.Api.Pages;
using Tracker.Contracts;
using Xunit;

namespace Tracker.ApiTests.Pages;

public class PageWordsTests
{
    public static TheoryData<string> Languages => [.. PageWords.Languages];

    [Theory, MemberData(nameof(Languages))]
    public void Every_language_has_every_word_with_the_same_places_in_it(string language)
    {
        var (english, words) = (PageWords.In("en"), PageWords.In(language));
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), words.Keys.Order(StringComparer.Ordinal));
        foreach (var key in english.Keys)
        {
            Assert.False(string.IsNullOrWhiteSpace(words[key]), key);
            Assert.Equal(Places(english[key]), Places(words[key]));
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void The_vocabulary_has_a_word_for_every_value(string language)
    {
        var words = PageWords.In(language);
        Has<Stance>("stance");
        Has<StatementKind>("kind");
        Has<MeetingStatus>("meetingStatus");
        Has<MeetingOutcome>("outcome");
        Has<MeetingKind>("meetingKind");
        Has<ParticipationRole>("role");
        Has<Attendance>("attendance");
        Has<ActorKind>("actorKind");
        Has<TopicKind>("topicKind");
        Has<Verification>("verification");
        Has<QuoteForm>("form");
        Has<ConditionState>("conditionState");
        Has<StoryStatus>("storyStatus");

        void Has<T>(string table) where T : struct, Enum => Assert.All(Enum.GetNames<T>(), name => Assert.Contains($"{table}.{JsonNamingPolicy.SnakeCaseLower.ConvertName(name)}", words.Keys));
    }

    [Theory]
    [InlineData("en", "2025-05-16", "16 May 2025")]
    [InlineData("en", "2025-05-16T13:00+03:00", "16 May 2025, 13:00 UTC+3")]
    [InlineData("en", "../2025-05-16", "by 16 May 2025")]
    [InlineData("en", "2022-21~", "about spring 2022")]
    [InlineData("en", "2025-05-11/2025-05-15", "11 May 2025 – 15 May 2025")]
    [InlineData("en", "202X", "202X")]
    [InlineData("en", "<b>", "<b>")]
    [InlineData("uk", "2025-05-16", "16 травня 2025")]
    [InlineData("uk", "2025-05", "травень 2025")]
    [InlineData("tr", "2025-05-16?", "16 Mayıs 2025 (kesin değil)")]
    public void Dates_say_what_is_known_and_no_more(string language, string edtf, string shown) => Assert.Equal(shown, PageWords.In(language).Show(edtf));

    static IEnumerable<string> Places(string text) => Regex.Matches(text, @"\{\d\}").Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);
}
