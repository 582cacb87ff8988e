using System.Text;
using System.Text.Json.Nodes;
using Tracker.Domain;
using Tracker.Log.Index;
using Tracker.Log.Tests.Feeds;

namespace Tracker.Log.Tests.Indexes;

public sealed class IndexTakedownTests
{
    const string Canary = "canary-of-the-text", Condition = "canary-of-the-condition";

    [Fact]
    public async Task No_file_of_the_index_has_a_byte_of_what_was_taken_down()
    {
        await using var desk = await Desk.OpenAsync(41);
        for (var i = 0; i < 60; i++) await desk.World.StepAsync();
        await desk.World.Post(Canary + new string('y', 6000), Condition);
        var id = desk.World.Statements[^1];
        for (var i = 0; i < 60; i++) await desk.World.StepAsync();
        await desk.CaughtUpAsync();
        Assert.True(InFiles(desk.Directory, Canary) && InFiles(desk.Directory, Condition), "The control found nothing: the search is blind.");
        var board = await desk.Index.BoardAsync("s0", null, Reading.Limit());

        await desk.World.Redact(id);
        await desk.CaughtUpAsync();
        Assert.False(InFiles(desk.Directory, Canary), "Text is left.");
        Assert.False(InFiles(desk.Directory, Condition), "A condition is left.");
        foreach (var story in new[] { "s0", "s1" })
        {
            for (var at = 5L; at <= desk.Log.Head; at += 7)
                Assert.DoesNotContain("canary", Text((await desk.Index.BoardAsync(story, new Moment.Known(at), Reading.Limit()))!.Json), StringComparison.Ordinal);
            Assert.DoesNotContain("canary", Text((await desk.Index.BoardAsync(story, null, Reading.Limit()))!.Json), StringComparison.Ordinal);
            Assert.Equal(NaiveBoard.Hash((await desk.ClientBoardAsync(story, desk.Log.Head))!), (await desk.Index.BoardAsync(story, null, Reading.Limit()))!.Hash);
        }
        var gone = JsonNode.Parse((await desk.Index.GetAsync("statement/" + id, null, Reading.Limit()))!.Body.Span)!.AsObject();
        Assert.Equal(["history", "id", "position", "recordedAt", "redacted", "version"], gone.Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("canary", gone.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(board);
    }

    [Fact]
    public async Task Taken_down_profiles_of_actors_are_folded_anew()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await Desk.OpenAsync(42);
        var slander = NewRecord.Of("actor/a0", new Fact(new Tracker.Domain.Actors.ActorRevised { Actor = new() { Name = Canary } }, [new("actor/a0", TouchRole.Self)]));
        var position = ((Appended)await desk.Log.AppendAsync(new Append { Records = [slander] }, ct)).Receipts[0].Position;
        await desk.CaughtUpAsync();
        Assert.True(InFiles(desk.Directory, Canary));
        await desk.Log.RedactAsync([position], Tracker.Specs.Some.Redaction(position), ct);
        await desk.CaughtUpAsync();
        Assert.False(InFiles(desk.Directory, Canary));
        var (rebuilt, file) = await desk.RebuiltAsync();
        await rebuilt.DisposeAsync();
        Assert.Equal(Dump.Of(file), Dump.Of(Path.Combine(desk.Directory, "index.db")));
    }

    static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    static bool InFiles(string directory, string words)
    {
        foreach (var file in Directory.GetFiles(directory, "index.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            if (bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.UTF8.GetBytes(words)) >= 0) return true;
        }
        return false;
    }
}
