using System.Text;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Tracker.Domain.Statements;
using Tracker.Grains.Actors;
using Tracker.Grains.Messages;
using Tracker.Grains.Snapshots;
using Tracker.Grains.Stories;

namespace Tracker.GrainsTests;

public sealed class SnapshotTests
{
    const int Spoken = 20;

    [Theory]
    [InlineData("as it was", true)]
    [InlineData("another epoch", false)]
    [InlineData("another hash", false)]
    [InlineData("another fold", false)]
    [InlineData("a later position", false)]
    [InlineData("no JSON", false)]
    [InlineData("no row", false)]
    public async Task A_snapshot_is_kept_at_deactivation_and_used_only_when_it_is_of_this_log_and_this_program(string kept, bool used)
    {
        await using var temp = await TempLog.OpenAsync();
        var id = await SpeakAsync(temp);
        await ChangeAsync(temp, id, snapshot => kept switch
        {
            "another epoch" => snapshot with { Epoch = "another0" },
            "another hash" => snapshot with { Hash = new string('0', 64) },
            "another fold" => snapshot with { FoldVersion = snapshot.FoldVersion + 1 },
            "a later position" => snapshot with { Position = snapshot.Position + 1000 },
            "no JSON" => snapshot with { State = "{\"life\":"u8.ToArray() },
            "no row" => null,
            _ => snapshot,
        }, poison: kept != "no JSON");

        var proxy = new LogProxy(temp.Log);
        await using var cluster = await Cluster.StartAsync(proxy, Parts.Of(temp));
        var life = (await cluster.Grain<IActorGrain>("trump").Life()).Value;
        Assert.Equal(used ? 4711 : Spoken, life.Statements[TouchRole.Speaker]);
        Assert.Equal(used ? 0 : Spoken + 1, proxy.Read("actor/trump"));
        // Whatever was on disk: it goes on, and keeps a good one again.
        await Desk.PostAsync(temp.Log, "last", 28, "trump", "none");
        Assert.Equal((used ? 4711 : Spoken) + 1, (await cluster.Grain<IActorGrain>("trump").Life()).Value.Statements[TouchRole.Speaker]);
        await cluster.DeactivateAsync(cluster.Grain<IActorGrain>("trump"));
        Assert.Equal(temp.Log.Head, (await ReadAsync(temp, id)).State!.Position);
    }

    [Fact]
    public async Task What_happened_after_a_snapshot_is_read_and_nothing_before_it()
    {
        await using var temp = await TempLog.OpenAsync();
        await SpeakAsync(temp);
        for (var i = 0; i < 3; i++) await Desk.PostAsync(temp.Log, $"after-{i}", 25, "trump", "none");
        var proxy = new LogProxy(temp.Log);
        await using var cluster = await Cluster.StartAsync(proxy, Parts.Of(temp));
        var life = (await cluster.Grain<IActorGrain>("trump").Life()).Value;
        Assert.Equal((Spoken + 3, "after-2"), (life.Statements[TouchRole.Speaker], life.Latest[0].Id));
        Assert.Equal(3, proxy.Read("actor/trump"));
        var unchanged = await cluster.Grain<IActorGrain>("trump").Order(Desk.Actor("trump", "Trump"));
        Assert.Equal((Answer.Unchanged, 1L), (unchanged.Answer, unchanged.Receipt!.Position));
    }

    [Fact]
    public async Task A_file_of_snapshots_that_is_none_is_thrown_away()
    {
        await using var temp = await TempLog.OpenAsync();
        await File.WriteAllTextAsync(Path.Combine(temp.Directory, SqliteGrainStorage.FileName), new string('x', 9000), TestContext.Current.CancellationToken);
        var id = await SpeakAsync(temp);
        Assert.True((await ReadAsync(temp, id)).RecordExists);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_no_snapshot_and_is_written_over()
    {
        await using var temp = await TempLog.OpenAsync();
        var id = await SpeakAsync(temp);
        await using (var file = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(temp.Directory, SqliteGrainStorage.FileName)}"))
        {
            await file.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = file.CreateCommand();
            command.CommandText = "UPDATE snapshots SET body = x'00'";
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }
        await using (var cluster = await Cluster.StartAsync(temp))
            Assert.Equal(Spoken, (await cluster.Grain<IActorGrain>("trump").Life()).Value.Statements[TouchRole.Speaker]);
        Assert.Equal(temp.Log.Head, (await ReadAsync(temp, id)).State!.Position);
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_kept_fails_no_order()
    {
        await using var temp = await TempLog.OpenAsync();
        var storage = new Storage(new SqliteGrainStorage(temp.Directory)) { Fails = true };
        await using var cluster = await Cluster.StartAsync(temp.Log, Parts.Of(temp) with { Storage = storage });
        var grain = cluster.Grain<IActorGrain>("putin");
        await grain.Order(Desk.Actor("putin", "Putin")).DoneAsync();
        await grain.KeepSnapshot();
        Assert.Equal(grain.GetGrainId(), await storage.Tried.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        await grain.Order(Desk.Actor("putin", "Vladimir Putin")).DoneAsync();
        await cluster.DeactivateAsync(grain);
        Assert.Equal(Answer.Unchanged, (await grain.Order(Desk.Actor("putin", "Vladimir Putin"))).Answer);
        Assert.False((await ReadAsync(temp, grain.GetGrainId())).RecordExists);
    }

    [Fact]
    public async Task Words_that_are_taken_down_leave_the_snapshot_of_the_story_at_once()
    {
        const string Canary = "only-if-the-canary-sings";
        await using var temp = await TempLog.OpenAsync();
        await Desk.StoryAsync(temp.Log, "s");
        await using (var cluster = await Cluster.StartAsync(temp))
        {
            await Desk.PostAsync(temp.Log, "s1", 1, "trump", "s", $"truce conditional {Canary}");
            await Desk.ReactionsAsync(temp.Log, "s", 1);
            await cluster.Grain<IStoryGrain>("s").Life();
        }
        Assert.True(InSnapshots(temp, Canary));
        var storage = new Storage(new SqliteGrainStorage(temp.Directory));
        await using var again = await Cluster.StartAsync(temp.Log, Parts.Of(temp) with { Storage = storage });
        await TakeDownAsync(temp.Log, "s1");
        await Desk.ReactionsAsync(temp.Log, "s", 2);
        await storage.Tried.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.False(InSnapshots(temp, Canary));
    }

    static async Task TakeDownAsync(IEventLog log, string id)
    {
        var life = await Desk.AllAsync(log);
        var (added, reaction) = (life.Single(record => record.Entity == Ref.Statement(id)), life.Single(record => record.Kind == "position.changed"));
        var redaction = new RecordRedacted { Positions = [added.Position, reaction.Position], Reason = "court order" };
        var append = new Append { Records = [NewRecord.Of(added.Entity, new Fact(redaction, added.Touches))], Expected = [new Expectation(added.Entity, 1)] };
        Assert.IsType<Appended>(await log.RedactAsync(redaction.Positions, append, TestContext.Current.CancellationToken));
    }

    static bool InSnapshots(TempLog temp, string words) => Directory.GetFiles(temp.Directory, SqliteGrainStorage.FileName + "*").Any(path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        var content = Encoding.UTF8.GetString(bytes.ToArray());
        return content.Contains(words, StringComparison.Ordinal) || content.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(words)), StringComparison.Ordinal);
    });

    /// <summary>An actor with a life, and a snapshot of it: its silo was stopped.</summary>
    static async Task<GrainId> SpeakAsync(TempLog temp)
    {
        await using var cluster = await Cluster.StartAsync(temp);
        var grain = cluster.Grain<IActorGrain>("trump");
        await grain.Order(Desk.Actor("trump", "Trump")).DoneAsync();
        for (var i = 1; i <= Spoken; i++) await Desk.PostAsync(temp.Log, $"s{i}", i, "trump", "none");
        Assert.Equal(Spoken, (await grain.Life()).Value.Statements[TouchRole.Speaker]);
        return grain.GetGrainId();
    }

    static async Task<GrainState<Snapshot>> ReadAsync(TempLog temp, GrainId id)
    {
        var state = new GrainState<Snapshot>();
        await new SqliteGrainStorage(temp.Directory).ReadStateAsync("life", id, state);
        return state;
    }

    // The poison (a wrong count) shows whether the snapshot was used.
    static async Task ChangeAsync(TempLog temp, GrainId id, Func<Snapshot, Snapshot?> change, bool poison)
    {
        var storage = new SqliteGrainStorage(temp.Directory);
        var state = await ReadAsync(temp, id);
        Assert.Equal((true, temp.Log.Head), (state.RecordExists, state.State!.Position));
        if (change(state.State) is not { } changed)
        {
            await storage.ClearStateAsync("life", id, state);
            return;
        }
        var text = Encoding.UTF8.GetString(changed.State);
        if (poison) Assert.Contains($"\"speaker\":{Spoken}", text, StringComparison.Ordinal);
        state.State = changed with { State = Encoding.UTF8.GetBytes(text.Replace($"\"speaker\":{Spoken}", "\"speaker\":4711", StringComparison.Ordinal)) };
        await storage.WriteStateAsync("life", id, state);
    }
}
