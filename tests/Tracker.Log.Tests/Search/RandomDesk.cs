using Tracker.Domain;
using Tracker.Domain.Statements;
using Tracker.Log.Search;
using Moment = Tracker.Log.Index.Moment;

namespace Tracker.Log.Tests.Searches;

/// <summary>An editor's days drawn from a seed, and questions about them.</summary>
sealed class RandomDesk(SearchDesk desk, int seed)
{
    static readonly string[] Words = ["мир", "мирний", "перемир'я", "війна", "truce", "troops", "the", "the", "the", "Ukraine's", "停火", "İstanbul", "ısrar", "переговори", "передати", "сьогодні"];
    static readonly string[] Languages = ["uk", "uk-UA", "en", "tr"];

    readonly Random _dice = new(seed);
    readonly List<string> _ids = [];

    public int Steps { get; private set; }

    public async Task StepAsync(bool takedowns = true)
    {
        Steps++;
        desk.Pass(TimeSpan.FromHours(_dice.Next(40)));
        var id = _ids.Count == 0 ? "" : _ids[_dice.Next(_ids.Count)];
        var state = id.Length == 0 ? null : await desk.StateAsync(id);
        var step = state is null || state.Redacted ? 99 : _dice.Next(22);
        if (step < 5 && state!.Status != StatementStatus.Retracted) await CorrectAsync(id);
        else if (step == 5) await desk.RetractAsync(id);
        else if (step == 6) await desk.VerifyAsync(id);
        else if (step is 7 or 8) await desk.AddSourceAsync(id, Source());
        else if (step == 9 && takedowns) await desk.RedactAsync(id);
        else await PostAsync();
    }

    public SearchQuery Ask()
    {
        var query = SearchDesk.Query(_dice.Next(4) == 0 ? "" : Terms());
        for (var n = _dice.Next(3); n > 0; n--)
        {
            query = _dice.Next(8) switch
            {
                0 => query with { Actors = Some(5, 2, "a") },
                1 => query with { Actors = Some(5, 2, "a"), Roles = [SearchQuery.SearchRoles[_dice.Next(6)], SearchQuery.SearchRoles[_dice.Next(6)]] },
                2 => query with { Meetings = Some(3, 2, "m") },
                3 => query with { Topics = Some(3, 2, "t") },
                4 => query with { Stories = Some(2, 1, "s") },
                5 => query with { Kinds = [(StatementKind)_dice.Next(3), (StatementKind)_dice.Next(3)] },
                6 => query with { Sources = ["Wire " + _dice.Next(4)] },
                _ => query with { Languages = [_dice.Next(2) == 0 ? "uk" : "en"] },
            };
        }
        if (_dice.Next(3) == 0) query = query with { SaidFrom = Time(), SaidUntil = Time() };
        return query with
        {
            At = _dice.Next(4) switch { 0 => new Moment.Known(_dice.NextInt64(desk.Log.Head + 3)), 1 => new Moment.Said(Time()), _ => null },
            Facets = _dice.Next(2) == 0, Order = (SearchOrder)_dice.Next(2),
        };
    }

    Task PostAsync()
    {
        _ids.Add("st-" + _ids.Count);
        return desk.PostAsync(_ids[^1], new StatementContent
        {
            Story = "s" + _dice.Next(2), Speakers = Some(5, 2, "a"), OnBehalfOf = _dice.Next(3) == 0 ? Some(5, 1, "a") : [], To = _dice.Next(3) == 0 ? Some(5, 2, "a") : [],
            ReportedBy = _dice.Next(5) == 0 ? Some(5, 1, "a") : [], Platform = _dice.Next(9) == 0 ? "a1" : null, Text = Text(), Kind = (StatementKind)_dice.Next(3),
            Lang = _dice.Next(4) == 0 ? null : Languages[_dice.Next(Languages.Length)], Meeting = _dice.Next(2) == 0 ? "m" + _dice.Next(3) : null, SaidAt = Date(),
            About = _dice.Next(3) == 0 ? new About { Actors = Some(5, 1, "a"), Meetings = Some(3, 1, "m"), Topics = Some(3, 1, "t") } : null,
            Positions = _dice.Next(3) == 0 ? [new PositionTaken { Topic = "t" + _dice.Next(3), Stance = Stance.Supports }] : [],
            Sources = _dice.Next(2) == 0 ? [Source()] : [], Duplicate = _dice.Next(8) == 0 ? Duplicate() : null,
        });
    }

    Task<long> CorrectAsync(string id) => _dice.Next(7) switch
    {
        0 => desk.CorrectAsync(id, ("duplicate", _dice.Next(2) == 0 ? null : Duplicate())),
        1 => desk.CorrectAsync(id, ("saidAt", Date())),
        2 => desk.CorrectAsync(id, ("confidence", _dice.Next(100))),
        3 => desk.CorrectAsync(id, ("speakers", Some(5, 2, "a")), ("kind", (StatementKind)_dice.Next(3))),
        _ => desk.CorrectAsync(id, ("text", Text()), ("lang", Languages[_dice.Next(Languages.Length)])),
    };

    string Terms() => string.Join(' ', Enumerable.Range(0, 1 + _dice.Next(2)).Select(_ => _dice.Next(9) switch
    {
        0 => $"\"{Word()} {Word()}\"",
        1 => "-" + Word(),
        2 => Word()[..2] + "*",
        3 => "пере*",
        4 => Word()[..3] + "*",
        5 => "-пе*",
        _ => Word(),
    }));

    string Text() => string.Join(_dice.Next(2) == 0 ? " " : ", ", Enumerable.Range(0, 1 + _dice.Next(12)).Select(_ => Words[_dice.Next(Words.Length)]));

    string Word()
    {
        while (true)
        {
            if (Words[_dice.Next(Words.Length)] is { Length: > 2 } word) return word;
        }
    }

    string? Date() => _dice.Next(6) switch
    {
        0 => null,
        1 => "2025-0" + (1 + _dice.Next(9)),
        2 => (2015 + _dice.Next(10)).ToString(System.Globalization.CultureInfo.InvariantCulture),
        3 => "1948-05-1" + _dice.Next(10),
        _ => $"2025-05-{10 + _dice.Next(19)}T1{_dice.Next(10)}:00Z",
    };

    long Time() => new DateTimeOffset(_dice.Next(8) == 0 ? 1940 : 2024, 12, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() + (_dice.NextInt64(_dice.Next(3) == 0 ? 10_000 : 250) * 86_400_000L) + _dice.Next(86_400_000);

    Source Source() => new() { Name = "Wire " + _dice.Next(4), Url = "https://example.org/" + _dice.Next(10_000) };

    static Duplicate Duplicate() => new() { Of = "other", Rule = "editor" };

    List<string> Some(int of, int most, string prefix) => [.. Enumerable.Range(0, 1 + _dice.Next(most)).Select(_ => prefix + _dice.Next(of)).Distinct(StringComparer.Ordinal)];
}
