using Tracker.Domain;
using Tracker.Domain.Actors;
using Tracker.Faults.Checking;
using Tracker.Faults.Servers;
using Tracker.Log;
using Tracker.Log.Sqlite;

namespace Tracker.Faults.Runs;

/// <summary>How every run ends: everyone reads to the end, the server is killed once more, and what it left is held against what was told.</summary>
static class Ending
{
    /// <summary>Stops the posters, waits for the readers and judges. The server is dead afterwards.</summary>
    /// <returns>Records in the log.</returns>
    public static async Task<long> JudgeAsync(Stage stage, CancellationToken ct)
    {
        await stage.Traffic.StopAsync();
        var end = await LastWordAsync(stage, ct);
        await stage.Audience.ReachAsync(end, stage.Verdict, ct);
        var live = await State.OfAsync(stage.Api, end, ct);
        var records = await LookAsync(stage, ct);
        await VerifyAsync(stage.Server.Data, stage.Answers.Anchor, stage.Verdict);
        var folded = await State.FoldedAsync(stage.Server.Data, Path.Combine(stage.Folder, "fold"), end, ct);
        if (live != folded) stage.Verdict.Wrong.Add($"at {end} the server showed {live}, and the log folds to {folded}");
        return records;
    }

    /// <summary>Stops everything at once and reads what is there: enough for a control, whose server may no longer take a last word.</summary>
    /// <returns>Records in the log.</returns>
    public static async Task<long> LookAsync(Stage stage, CancellationToken ct)
    {
        await stage.Traffic.StopAsync();
        await stage.Audience.DisposeAsync();
        await stage.Server.KillAsync();
        return await ReadAsync(stage.Server.Data, new Checker(stage.History, stage.Book, stage.Verdict), stage.Verdict, ct);
    }

    /// <summary>Holds a log that nobody has open against the history.</summary>
    /// <returns>Records in it.</returns>
    public static async Task<long> ReadAsync(string data, Checker checker, Verdict verdict, CancellationToken ct)
    {
        await using var log = await SqliteLog.OpenAsync(new SqliteLogOptions { Directory = data, Clock = TimeProvider.System }, ct);
        return await ReadAsync(log, checker, verdict, ct);
    }

    /// <summary>Holds a log, from its first record to its last, against the history.</summary>
    /// <returns>Records in it.</returns>
    public static async Task<long> ReadAsync(IEventLog log, Checker checker, Verdict verdict, CancellationToken ct)
    {
        while (await log.ReadAsync(checker.Records, 1_000, ct) is { Count: > 0 } page)
        {
            foreach (var record in page)
            {
                checker.Take(record);
                if (record.Kind == "actor.created" && record.Event is ActorCreated actor) await FindAsync(log, record.Entity, actor.Actor.Name, verdict, ct);
            }
        }
        checker.Finish();
        return checker.Records;
    }

    /// <summary><c>verify</c>, as somebody would run it who has kept a receipt.</summary>
    public static async Task VerifyAsync(string data, (long Position, string Cursor, string Hash) anchor, Verdict verdict)
    {
        var (code, output) = await Shell.RunAsync("dotnet", [Programs.Server, "verify", "--data", data, .. anchor.Position == 0 ? (string[])[] : ["--anchor", $"{anchor.Cursor}:{anchor.Hash}"]]);
        if (code != 0) verdict.Wrong.Add($"verify with anchor {anchor.Cursor}: {output.Trim()}");
    }

    // Names lie in a table beside the records: who came into being is found under the name that the record has.
    static async Task FindAsync(IEventLog log, string entity, string name, Verdict verdict, CancellationToken ct)
    {
        var hits = await log.ResolveAsync(Names.Normalize(name), ct);
        if (!hits.Any(hit => hit.Entity == entity)) verdict.Wrong.Add($"{entity} is not found under its name {name}");
    }

    static Task<long> LastWordAsync(Stage stage, CancellationToken ct) => LastWordAsync(stage.Api, ct);

    /// <summary>A last statement, retried until it is acknowledged; its position.</summary>
    public static async Task<long> LastWordAsync(ApiClient api, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                var (status, body) = await api.PostAsync("api/statements", $$"""{"id":"the-end","story":"{{Load.World.Story}}","speakers":["actor-1"],"text":"The end."}""", patience.Token);
                if ((int)status is 200 or 201) return body.GetProperty("position").GetInt64();
            }
            catch (Exception cut) when (ApiClient.IsCut(cut) && !patience.IsCancellationRequested)
            {
                // Until it is acknowledged.
            }
            await Task.Delay(50, patience.Token);
        }
    }
}
