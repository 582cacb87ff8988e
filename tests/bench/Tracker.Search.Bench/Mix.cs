using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Log.Index;
using Tracker.Log.Search;

namespace Tracker.Search.Bench;

/// <summary>What people ask, by kind; each asking is drawn anew from the corpus.</summary>
sealed class Mix(int statements, long head)
{
    readonly Random _random = new(42);

    public IReadOnlyList<(string Name, Func<SearchQuery> Draw)> Kinds =>
    [
        ("browse, facets", () => new SearchQuery { Facets = true }),
        ("rare word", () => Words(Vocabulary[Rare()])),
        ("rare word, best, facets", () => Best(Words(Vocabulary[Rare()]))),
        ("common word", () => Words(Vocabulary[Common()])),
        ("common word, facets", () => Words(Vocabulary[Common()]) with { Facets = true }),
        ("common word, best", () => Words(Vocabulary[Common()]) with { Order = SearchOrder.Best }),
        ("common word, best, facets", () => Best(Words(Vocabulary[Common()]))),
        ("middling word, best, facets", () => Best(Words(Vocabulary[Middling()]))),
        ("common and rare word, best", () => Best(Two(Common(), Rare()), facets: false)),
        ("two middling words, best, facets", () => Best(Two(Middling(), Middling()))),
        ("five words of a statement, best", () => Best(Words(Sentence(5, inOrder: false)), facets: false)),
        ("five words of a statement, best, facets", () => Best(Words(Sentence(5, inOrder: false)))),
        ("phrase of two words", () => Phrase(2)),
        ("phrase of three words, best, facets", () => Best(Phrase(3))),
        ("beginning of 2 letters", () => Words(Middle(2) + "*")),
        ("beginning of 3 letters, best, facets", () => Best(Words(Middle(3) + "*"))),
        ("beginning of 4 letters, best, facets", () => Best(Words(Middle(4) + "*"))),
        ("beginning of 3 letters and rare word", () => Words($"{Middle(3)}* {Vocabulary[Rare()]}")),
        ("beginning of 5 letters and rare word, best", () => Best(Words($"{Middle(5)}* {Vocabulary[Rare()]}"), facets: false)),
        ("word without another, best", () => Best(Words($"{Vocabulary[Middling()]} -{Vocabulary[Common()]}"), facets: false)),
        ("actor, facets", () => new SearchQuery { Actors = [Corpus.Actor(_random)], Facets = true }),
        ("actor in all roles, word", () => Words(Vocabulary[Common()]) with { Actors = [Corpus.Actor(_random)], Roles = SearchQuery.SearchRoles }),
        ("meeting", () => new SearchQuery { Meetings = ["meeting-" + _random.Next(Corpus.Meetings)] }),
        ("topic, word, best, facets", () => Best(Words(Vocabulary[Common()])) with { Topics = ["topic-" + Corpus.Skewed(_random, Corpus.Topics)] }),
        ("story, facets", () => new SearchQuery { Stories = [Story()], Facets = true }),
        ("story, kind, word, best, facets", () => Best(Words(Vocabulary[Common()])) with { Stories = [Story()], Kinds = [Kind()] }),
        ("kind", () => new SearchQuery { Kinds = [Kind()] }),
        ("source, word", () => Words(Vocabulary[Common()]) with { Sources = [Source()] }),
        ("language, facets", () => new SearchQuery { Languages = [Vocabulary.Lang], Facets = true }),
        ("language, word, best, facets", () => Best(Words(Vocabulary[Middling()])) with { Languages = [Vocabulary.Lang] }),
        ("story, kind, language, actor, facets", () => new SearchQuery { Stories = [Story()], Kinds = [Kind()], Languages = [Vocabulary.Lang], Actors = [Corpus.Actor(_random)], Facets = true }),
        ("a week, facets", () => Said(7) with { Facets = true }),
        ("a month, word, best, facets", () => Best(Words(Vocabulary[Common()])) is var query && Said(30) is var said ? query with { SaidFrom = said.SaidFrom, SaidUntil = said.SaidUntil } : query),
        ("a year, word, facets", () => Words(Vocabulary[Middling()]) is var query && Said(365) is var said ? query with { SaidFrom = said.SaidFrom, SaidUntil = said.SaidUntil, Facets = true } : query),
        ("as known then, common word, best, facets", () => Best(Words(Vocabulary[Common()])) with { At = Known() }),
        ("as known then, rare word", () => Words(Vocabulary[Rare()]) with { At = Known() }),
        ("as known then, browse, facets", () => new SearchQuery { At = Known(), Facets = true }),
        ("as said by then, common word, best, facets", () => Best(Words(Vocabulary[Common()])) with { At = SaidBy() }),
        ("as said by then, rare word", () => Words(Vocabulary[Rare()]) with { At = SaidBy() }),
        ("as said by then, actor, facets", () => new SearchQuery { At = SaidBy(), Actors = [Corpus.Actor(_random)], Facets = true }),
        ("deep page of a common word", () => Words(Vocabulary[Common()]) with { Before = (long)(head * _random.NextDouble()) }),
    ];

    Vocabulary Vocabulary => _vocabulary ??= Corpus.LanguageOf(_random.Next(statements));

    Vocabulary? _vocabulary;

    SearchQuery Words(string text)
    {
        _vocabulary = null;
        var (terms, refusal) = SearchTerms.Parse(text);
        return refusal is null ? new SearchQuery { Terms = terms } : throw new InvalidOperationException($"'{text}': {refusal.Detail}");
    }

    SearchQuery Two(int one, int other) => Words($"{Vocabulary[one]} {Vocabulary[other]}");

    SearchQuery Phrase(int words) => Words($"\"{Sentence(words, inOrder: true)}\"");

    static SearchQuery Best(SearchQuery query, bool facets = true) => query with { Order = SearchOrder.Best, Facets = facets };

    int Common() => _random.Next(20);

    int Middling() => 100 + _random.Next(400);

    int Rare() => 3_000 + _random.Next(25_000);

    string Middle(int letters)
    {
        while (true)
        {
            var word = Corpus.LanguageOf(_random.Next(statements)).Draw(_random);
            if (word.Length > letters && word[0] < 0x3000) return word[..letters];
        }
    }

    string Sentence(int words, bool inOrder)
    {
        while (true)
        {
            var n = _random.Next(statements);
            var text = Corpus.Statement(n).Text.Split(' ');
            if (text.Length < words + 2) continue;
            return string.Join(' ', inOrder ? text.Skip(_random.Next(text.Length - words)).Take(words) : _random.GetItems(text, words));
        }
    }

    string Story() => "story-" + Corpus.Skewed(_random, Corpus.Stories);

    StatementKind Kind() => (StatementKind)Corpus.Skewed(_random, 24);

    string Source() => "Agency " + Corpus.Skewed(_random, Corpus.Sources);

    SearchQuery Said(int days)
    {
        var from = Corpus.Begin.AddDays((_random.NextDouble() * statements / Corpus.ADay) - days).ToUnixTimeMilliseconds();
        return new SearchQuery { SaidFrom = from, SaidUntil = from + (days * 86_400_000L) };
    }

    Moment Known() => new Moment.Known((long)(head * (0.1 + (0.9 * _random.NextDouble()))));

    Moment SaidBy() => new Moment.Said(Corpus.Begin.AddDays(_random.NextDouble() * statements / Corpus.ADay).ToUnixTimeMilliseconds());
}
