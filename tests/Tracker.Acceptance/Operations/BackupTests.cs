using Tracker.Acceptance.Live;
using Tracker.Acceptance.Servers;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Operations;

/// <summary>A backup beside a running server, and the log that is made out of it.</summary>
public sealed class BackupTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_under_load_restores_every_record_up_to_its_cursor_and_readers_of_the_old_log_are_reset()
    {
        await using var server = await RunningServer.StartAsync(ct: Ct);
        await SmallWorld.CreateAsync(server.Api, Ct);
        var posters = new Posters(server, "p");
        posters.Start(4, Ct);
        await posters.UntilAsync(100, Ct);
        var backup = server.Data + ".backup";
        var old = server.Data + ".old";
        try
        {
            var made = (await Tool.RunAsync(Ct, "backup", "--data", server.Data, "--to", backup)).Is(0);
            await posters.UntilAsync(posters.Acknowledged.Count + 20, Ct);
            await posters.StopAsync();
            Assert.Empty(posters.Refused);
            var anchor = made.After("anchor ");
            var (epoch, last) = (anchor.Split(':')[0], long.Parse(anchor.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
            Assert.Contains($"up to {epoch}:{last}", made.Out, StringComparison.Ordinal);
            (await Tool.RunAsync(Ct, "verify", "--file", backup, "--anchor", anchor)).Is(0);
            var again = (await Tool.RunAsync(Ct, "backup", "--data", server.Data, "--to", backup)).Is(2);
            Assert.Contains("is there already", Assert.Single(again.Error.Trim().Split('\n')), StringComparison.Ordinal);
            var busy = (await Tool.RunAsync(Ct, "restore", "--from", backup, "--data", server.Data)).Is(2);
            Assert.Contains("is in use by process", Assert.Single(busy.Error.Trim().Split('\n')), StringComparison.Ordinal);

            var cursor = await Poll.HeadAsync(server.Api, Ct);
            await server.KillAsync();
            Directory.Move(server.Data, old);
            var restored = (await Tool.RunAsync(Ct, "restore", "--from", backup, "--data", server.Data)).Is(0);
            Assert.StartsWith(Path.GetFullPath(server.Data), restored.After("restored in "), StringComparison.Ordinal);
            (await Tool.RunAsync(Ct, "verify", "--data", server.Data, "--anchor", anchor)).Is(0);
            await server.UpAsync(Ct);

            foreach (var lost in new[] { cursor, $"{epoch}:1" })
            {
                await using var reader = await SseSubscriber.OpenAsync(server.Address, "", Ct, lastEventId: lost);
                await reader.Received.UntilReset(Ct);
                Assert.Equal("epoch", (string)Assert.Single(reader.Received.Resets)["reason"]!);
            }
            var (kept, gone) = (0, 0);
            foreach (var (id, told) in posters.Acknowledged.Where(entry => entry.Value.Position > last || entry.Value.Position % 5 == 0))
            {
                var receipt = await server.Api.Post("/api/statements", SmallWorld.Statement("said by " + id, id: id), Ct);
                if (told.Position <= last)
                {
                    Assert.Equal((told.Position, told.Hash), (receipt.Is(200).Position, (string)receipt.Json["hash"]!));
                    kept++;
                }
                else
                {
                    Assert.False(receipt.Is(201).Replayed);
                    gone++;
                }
            }
            var head = await Poll.HeadAsync(server.Api, Ct);
            (await server.Api.Get($"/api/search?q=said&story=small&atLeast={head}", Ct)).Is(200);
            (await server.Api.Get($"/api/stories/small/board?atLeast={head}", Ct)).Is(200);
            TestContext.Current.TestOutputHelper!.WriteLine($"{kept} kept of a sample, {gone} after the backup were not in it");
            Assert.True(kept > 0 && gone > 0, $"{kept} kept, {gone} gone: the backup did not fall into the load");
        }
        finally
        {
            File.Delete(backup);
            if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
        }
    }
}
