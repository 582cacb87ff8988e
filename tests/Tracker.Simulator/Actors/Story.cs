using System.Text.Json;
using Tracker.Domain.Stories;
using Tracker.Grains.Shell;
using Tracker.Grains.Stories;
using Tracker.Simulator.Clockwork;

namespace Tracker.Simulator.Actors;

/// <summary>What a story's grain keeps of itself.</summary>
sealed record Kept(string Epoch, long Position, string Hash, byte[] State);

/// <summary>One activation of the story's grain: follows the feed, and writes what that causes as the grain does.</summary>
sealed class Story(World world, Server server, string name, Chance chance)
{
    readonly EntityShell<StoryFollowing, StoryCommand> _shell = new(Newsroom.Story, server.Log, new StoryReads(server.Log, server.Feed));
    readonly SemaphoreSlim _turn = new(1);

    public bool Rests => _shell.Cursor == server.Log.Head && _shell.State.Pending.Count == 0;

    public async Task Run()
    {
        if (await Restore()) world.Say(name, $"begins from its snapshot at {_shell.Cursor}");
        while (true)
        {
            var reacted = await React();
            if (reacted) await server.Feed.WaitAsync(_shell.Cursor, CancellationToken.None);
            await Task.Delay(TimeSpan.FromMilliseconds(reacted ? chance.Of([0, 10, 10, 200]) : 200), server.Clock);
        }
    }

    /// <summary>Catches up and writes all that is due; false when the store refuses for now.</summary>
    public async Task<bool> React()
    {
        await _turn.WaitAsync();
        try
        {
            var before = _shell.State.LastCause;
            while (!await Reactions.WriteAsync(_shell, Newsroom.StoryId, server.ReactionsLog, chance.Between(1, 20), CancellationToken.None))
            {
            }
            if (_shell.State.LastCause != before) world.Say(name, $"has reacted to all up to {_shell.State.LastCause}");
            if (chance.Percent(20)) Keep();
            return true;
        }
        catch (ReactionsPendingException pending)
        {
            world.Say(name, $"cannot react yet: {pending.Message}");
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    void Keep()
    {
        if (_shell.Cursor == 0) return;
        world.Snapshot = new Kept(server.Log.Epoch, _shell.Cursor, Hash(_shell.Cursor), JsonSerializer.SerializeToUtf8Bytes(_shell.State, Events.Json));
    }

    async Task<bool> Restore()
    {
        if (world.Snapshot is not { } kept || !chance.Percent(70) || kept.Epoch != server.Log.Epoch || kept.Position > server.Log.Head) return false;
        var records = await server.Log.ReadAsync(kept.Position - 1, 1, CancellationToken.None);
        if (Convert.ToHexStringLower(records[0].Hash.Span) != kept.Hash) return false;
        _shell.Restore(JsonSerializer.Deserialize<StoryFollowing>(kept.State, Events.Json)!, kept.Position, null);
        return true;
    }

    string Hash(long position) => Convert.ToHexStringLower(server.Log.Stored[(int)position - 1].Record.Hash.Span);
}
