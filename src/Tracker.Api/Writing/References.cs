using Tracker.Domain;
using Tracker.Log;

namespace Tracker.Api.Writing;

/// <summary>What a request refers to, field by field; all of it must exist, which is asked of the log.</summary>
public sealed class References
{
    readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    /// <summary>A field's malformed id, if any was added.</summary>
    public Refusal? Malformed { get; private set; }

    public IEnumerable<string> All => _fields.Keys;

    public References Add(string kind, string field, string? id)
    {
        if (id is null) return this;
        if (!Ref.IsId(id))
        {
            Malformed ??= new Refusal("invalid", $"An id is [a-z0-9][a-z0-9._-]{{0,{Ref.MaxIdLength - 1}}}.", field);
            return this;
        }
        _fields.TryAdd($"{kind}/{id}", field);
        return this;
    }

    public References Add(string kind, string field, IReadOnlyList<string>? ids)
    {
        for (var i = 0; i < (ids?.Count ?? 0); i++) Add(kind, $"{field}[{i}]", ids![i]);
        return this;
    }

    /// <summary>A reference with its kind, <c>statement/x</c>, of one of the kinds.</summary>
    public References AddReference(string field, string? reference, params ReadOnlySpan<string> kinds)
    {
        if (reference is null) return this;
        var slash = reference.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !kinds.Contains(reference[..slash]) || !Ref.IsId(reference[(slash + 1)..]))
        {
            Malformed ??= new Refusal("invalid", $"A reference is kind/id with kind one of {string.Join(", ", kinds.ToArray())}.", field);
            return this;
        }
        _fields.TryAdd(reference, field);
        return this;
    }

    public References AddEvidence(string field, IReadOnlyList<string>? evidence)
    {
        for (var i = 0; i < (evidence?.Count ?? 0); i++) AddReference($"{field}[{i}]", evidence![i], "statement", "act");
        return this;
    }

    /// <summary>Null when all are well-formed and exist.</summary>
    public async ValueTask<Refusal?> CheckAsync(IEventLog log, CancellationToken ct)
    {
        if (Malformed is not null) return Malformed;
        if (_fields.Count == 0) return null;
        var missing = await log.MissingAsync(_fields.Keys, ct);
        if (missing.Count == 0) return null;
        var kind = Ref.KindOf(missing[0]);
        return new Refusal("unknown-" + kind, $"There is no {kind} '{Ref.IdOf(missing[0])}'.", _fields[missing[0]]);
    }
}
