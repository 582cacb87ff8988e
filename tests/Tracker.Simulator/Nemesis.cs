using Tracker.Simulator.Clockwork;
using Tracker.Simulator.Store;

namespace Tracker.Simulator;

/// <summary>What goes wrong, and when: drawn from the seed, with pauses in which nothing does.</summary>
sealed class Nemesis(World world, Chance chance)
{
    readonly int _often = chance.Of([200, 600, 2_000]);
    SimulatedDisk? _copy;

    public async Task Run()
    {
        while (!world.Calm)
        {
            await world.Pause(chance.Between(1, _often));
            if (world.Calm) return;
            Strike();
        }
    }

    void Strike()
    {
        switch (chance.Below(16))
        {
            case 0 or 1:
                world.Crash("kill");
                break;
            case 2:
                world.Disk.FailsToFlush = true;
                world.Say("nemesis", "the next flush fails");
                break;
            case 3 or 4:
                world.Disk.Full = !world.Disk.Full;
                world.Say("nemesis", world.Disk.Full ? "the disk is full" : "the disk has room");
                break;
            case 5:
                world.DiskSlow = chance.Of([0, 3, 3, 50, 500]);
                world.Say("nemesis", $"the disk takes up to {world.DiskSlow} ms");
                break;
            case 6:
                var jump = TimeSpan.FromSeconds(chance.Between(-7_200, 7_200));
                world.Jump(jump);
                world.Say("nemesis", $"the clock jumps by {jump.TotalSeconds} s");
                break;
            case 7 when world.Server is { Ready: true, Stories.Count: < 2 } server:
                server.Activate();
                world.Say("nemesis", "a second activation of the story");
                break;
            case 8 when _copy is null && chance.Percent(20):
                _copy = world.CopyDisk();
                world.Say("nemesis", "keeps a copy of the store");
                break;
            case 9 when _copy is { } copy && chance.Percent(30):
                world.Restore(copy);
                _copy = null;
                break;
            default:
                chance.Of(world.Readers).Cut(crashed: false);
                break;
        }
    }
}
