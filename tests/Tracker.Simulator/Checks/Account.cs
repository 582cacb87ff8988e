using System.Text;
using Tracker.Domain.Statements;
using Tracker.Simulator.Actors;

namespace Tracker.Simulator.Checks;

/// <summary>Holds what everybody was told against what there is.</summary>
sealed class Account(World world)
{
    /// <summary>Whatever was acknowledged is there, as it was.</summary>
    public void Acknowledged()
    {
        foreach (var form in world.Jobs.All.SelectMany(job => job.Forms))
        {
            if (form.Receipt is not { } receipt || receipt.Epoch != world.Observer.Epoch) continue;
            if (receipt.Position > world.Observer.Head) world.Wrong(Wrong.Lost, $"{form.Tag} was acknowledged at {receipt.Position}; the log ends at {world.Observer.Head}.");
            else if (!world.Observer.At(receipt.Position).Hash.Span.SequenceEqual(receipt.Hash.Span)) world.Wrong(Wrong.Lost, $"{form.Tag} was acknowledged at {receipt.Position}, where another record is.");
        }
    }

    /// <summary>Everything is at rest.</summary>
    public void Close()
    {
        Acknowledged();
        Attempted();
        var server = world.Server!;
        world.Observer.Verify(server.Log.Stored);
        if (world.Observer.Reacting.Pending is [var owed, ..]) world.Wrong(Wrong.ReactionMissing, $"What {owed.Cause} caused ({owed.Kind} of {owed.Entity}) is not in the log.");
        foreach (var reader in world.Readers) reader.Sight.Compare(world.Observer.Reacting.Cells);
        foreach (var job in world.Jobs.All.Where(job => job.Forms is [{ InSteps: true, Receipt: { } done }] && done.Epoch == world.Observer.Epoch)) Forgotten(job);
    }

    /// <summary>A takedown that is done has left the words nowhere: the statement's own records, what repeats its conditions, what a refused write left behind.</summary>
    void Forgotten(Job job)
    {
        foreach (var added in world.Observer.Records.Where(record => record.Entity == job.Entity).Select(record => record.Event).OfType<StatementAdded>())
        {
            if (world.Disk.Holds(Encoding.UTF8.GetBytes(added.Statement.Text))) world.Wrong(Wrong.Words, $"{added.Statement.Text} is still on the disk, though {job.Name} is done.");
        }
    }

    /// <summary>Nothing is there that nobody sent, or that was refused.</summary>
    void Attempted()
    {
        var forms = world.Jobs.All.SelectMany(job => job.Forms).ToDictionary(form => form.Tag, StringComparer.Ordinal);
        foreach (var record in world.Observer.Records)
        {
            if (Tags.Of(record) is not { } tag) continue;
            var form = forms.GetValueOrDefault(tag);
            if (form is not { Tried: true }) world.Wrong(Wrong.Phantom, $"Nobody sent {tag}, which is at {record.Position}.");
            else if (form.Receipt is null && !form.Unknown && !form.InSteps) world.Wrong(Wrong.Phantom, $"{tag} was refused, and is at {record.Position}.");
            else if (record.Event is StatementAdded added && added.Statement.Text != form.Words) world.Wrong(Wrong.Phantom, $"{tag} said {form.Words}, and position {record.Position} says {added.Statement.Text}.");
        }
    }
}
