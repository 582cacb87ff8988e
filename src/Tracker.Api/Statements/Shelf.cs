using System.Runtime.InteropServices;
using Tracker.Domain;
using Tracker.Domain.Statements.Likeness;

namespace Tracker.Api.Statements;

/// <summary>Whose statements: of one story, those that touch an actor in one role; or, without an actor, those that tell others again.</summary>
/// <param name="Story">A reference.</param>
/// <param name="Actor">A reference; empty = told again.</param>
internal readonly record struct ShelfKey(string Story, string Actor, TouchRole Role)
{
    public static ShelfKey ToldAgain(string story) => new(story, "", TouchRole.Duplicate);
}

/// <summary>The newest statements of one key, oldest first. Not thread-safe.</summary>
internal sealed class Shelf(ShelfKey key, int most)
{
    readonly List<Signature> _signatures = [];

    public ShelfKey Key => key;
    public ReadOnlySpan<Signature> Signatures => CollectionsMarshal.AsSpan(_signatures);
    public long Cost { get; private set; }

    /// <summary>What came while it was being read from the index, in order; null once it is there.</summary>
    public List<Record>? Meanwhile { get; set; } = [];

    /// <summary>Records were passed over while it was being read: it is not to be believed.</summary>
    public bool Missed { get; set; }

    public TaskCompletionSource Filled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>In order of last use.</summary>
    public LinkedListNode<Shelf>? Node { get; set; }

    public bool Has(string id) => At(id) >= 0;

    /// <summary>Adds it, or puts it in the place of the one with its id.</summary>
    public void Put(Signature signature)
    {
        Cost += signature.Cost;
        if (At(signature.Id) is >= 0 and var at)
        {
            Cost -= _signatures[at].Cost;
            _signatures[at] = signature;
            return;
        }
        _signatures.Add(signature);
        if (_signatures.Count <= most) return;
        Cost -= _signatures[0].Cost;
        _signatures.RemoveAt(0);
    }

    public void Change(string id, Func<Signature, Signature> change)
    {
        if (At(id) is >= 0 and var at) Put(change(_signatures[at]));
    }

    public void Remove(string id)
    {
        if (At(id) is not (>= 0 and var at)) return;
        Cost -= _signatures[at].Cost;
        _signatures.RemoveAt(at);
    }

    // The newest first: those are asked for most.
    int At(string id)
    {
        for (var at = _signatures.Count - 1; at >= 0; at--)
        {
            if (_signatures[at].Id == id) return at;
        }
        return -1;
    }
}
