using System.Text;
using System.Text.Json;
using Tracker.Simulator.Checks;
using Tracker.Simulator.Clockwork;

namespace Tracker.Simulator.Actors;

/// <summary>Somebody who follows the story live, on one connection after another, from where the last one left off. Some are slow.</summary>
sealed class Reader(World world, string name, Filter filter, bool signalR, bool everything, Chance chance)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly int _slow = chance.Of([0, 0, 5, 300]);
    readonly Sight _sight = new(world, name, filter, everything);
    StringBuilder _unread = new();
    Wire? _wire;

    public string Name => name;
    public Sight Sight => _sight;

    public async Task Run()
    {
        while (true)
        {
            await world.Pause(chance.Between(1, 200));
            if (world.Server is not { Ready: true } server) continue;
            var wire = _wire = new Wire(chance);
            if (chance.Percent(20) && !world.Calm) _sight.Reload();
            var asked = _sight.Resume(world.Plant == Plant.ResumesOneFurther ? 1 : 0);
            world.Say(name, $"connects from {asked ?? "now"}");
            server.Strand.Start(() => new Session(world, server, wire, filter, signalR).Run(asked));
            _unread = new StringBuilder();
            while (await wire.Receive(Patience, world.Clock) is { } bytes)
            {
                if (!Take(Encoding.UTF8.GetString(bytes))) break;
                if (_slow > 0 && !world.Calm) await world.Pause(chance.Below(_slow));
            }
            // Whichever way it ended for us; the server may learn of it later, or never.
            if (chance.Percent(70)) wire.EndForServer();
        }
    }

    /// <summary>Something happens to the connection.</summary>
    public void Cut(bool crashed)
    {
        if (_wire is not { } wire) return;
        var halves = crashed ? chance.Between(0, 2) : chance.Between(0, 3);
        if (halves != 2) wire.EndForClient();
        if (halves is 0 or 3) wire.EndForServer();
        world.Say(name, halves == 2 ? "is cut off and does not know" : "is cut off");
    }

    /// <summary>False: it begins anew, on another connection.</summary>
    bool Take(string text)
    {
        _unread.Append(text);
        var parts = _unread.ToString().Split(signalR ? "\u001e" : "\n\n");
        foreach (var part in parts.AsSpan(0, parts.Length - 1))
        {
            if (!(signalR ? Message(part) : Event(part))) return false;
        }
        _unread = new StringBuilder(parts[^1]);
        return true;
    }

    bool Event(string text)
    {
        var fields = text.Split('\n').Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        if (fields["event"] == "change")
        {
            using var item = JsonDocument.Parse(fields["data"]);
            return _sight.Item(item.RootElement, fields["id"]);
        }
        return fields["event"] == "reset" ? Reset(fields["id"]) : _sight.Moves(fields["id"]);
    }

    bool Message(string text)
    {
        using var message = JsonDocument.Parse(text);
        var (target, argument) = (message.RootElement.GetProperty("target").GetString(), message.RootElement.GetProperty("arguments")[0]);
        if (target == "reset") return Reset(argument.GetProperty("head").GetString()!);
        var cursor = argument.GetProperty("cursor").GetString()!;
        if (target == "changes")
        {
            foreach (var item in argument.GetProperty("items").EnumerateArray())
            {
                if (!_sight.Item(item, $"{cursor[..cursor.IndexOf(':', StringComparison.Ordinal)]}:{item.GetProperty("position").GetInt64()}")) return false;
            }
        }
        return _sight.Moves(cursor);
    }

    bool Reset(string cursor)
    {
        world.Say(name, $"is told to begin anew at {cursor}");
        return _sight.Reset(cursor, everything: chance.Percent(50));
    }
}
