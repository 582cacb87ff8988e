using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Api.Json;
using Tracker.Contracts;
using Tracker.Contracts.Keys;
using Tracker.Log.Settings;

namespace Tracker.Api.Keys;

/// <summary>
/// API keys. A key is <c>trk_&lt;id&gt;_&lt;secret&gt;</c> with 32 random bytes of secret; the settings store has its SHA-256 only (a slow hash
/// protects guessable secrets; these are not). Another process's change is seen within <see cref="Refresh"/>.
/// </summary>
public sealed class KeyRing(ISettings settings, [FromKeyedServices("app")] TimeProvider clock)
{
    /// <summary>How old this process's view of the keys may be.</summary>
    public static readonly TimeSpan Refresh = TimeSpan.FromSeconds(2);

    const string Section = "keys";

    readonly ConcurrentDictionary<string, StoredKey> _lasting = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, StoredKey> _passing = new(StringComparer.Ordinal);
    (byte[] Hash, Principal Principal)? _configured;

    /// <summary>Accepts a key from configuration beside the stored ones, as an administrator.</summary>
    public void Configure(string adminKey) =>
        _configured = (SHA256.HashData(Encoding.UTF8.GetBytes(adminKey)), new Principal("configured", "admin", [Scope.Admin], null));

    public async Task LoadAsync(CancellationToken ct)
    {
        var stored = await settings.ListAsync(Section, ct);
        foreach (var (id, body) in stored) _lasting[id] = JsonSerializer.Deserialize<StoredKey>(body.Span, ApiJson.Options)!;
        foreach (var gone in _lasting.Keys.Except(stored.Select(pair => pair.Key), StringComparer.Ordinal)) _lasting.TryRemove(gone, out _);
    }

    /// <summary>True when there is no key at all: then the first start makes one.</summary>
    public bool IsEmpty => _lasting.IsEmpty && _configured is null;

    public async Task<KeyCreated> CreateAsync(string name, IReadOnlyList<Scope> scopes, DateTimeOffset? expiresAt, CancellationToken ct)
    {
        var (created, stored) = Make(name, scopes, expiresAt);
        await settings.PutAsync(Section, created.Id, JsonSerializer.SerializeToUtf8Bytes(stored, ApiJson.Options), ct);
        _lasting[created.Id] = stored;
        return created;
    }

    /// <summary>
    /// An administrator's key, where the log has no key at all: of several processes that start on one log at one moment, one makes it. Null when another one
    /// did, and then <see cref="Oldest"/> is known here too.
    /// </summary>
    public async Task<KeyCreated?> CreateFirstAsync(CancellationToken ct)
    {
        var (created, stored) = Make("admin", [Scope.Admin], null);
        if (await settings.PutFirstAsync(Section, created.Id, JsonSerializer.SerializeToUtf8Bytes(stored, ApiJson.Options), ct))
        {
            _lasting[created.Id] = stored;
            return created;
        }
        await LoadAsync(ct);
        return null;
    }

    /// <summary>When the oldest of the stored keys was made; null = there is none.</summary>
    public DateTimeOffset? Oldest => _lasting.IsEmpty ? null : _lasting.Values.Min(key => key.CreatedAt);

    /// <summary>A key that lives in this process's memory only (the demo's player).</summary>
    public string CreatePassing(string name, IReadOnlyList<Scope> scopes)
    {
        var (created, stored) = Make(name, scopes, null);
        _passing[created.Id] = stored with { Id = name };
        return created.Key;
    }

    public async Task<bool> DeleteAsync(string id, CancellationToken ct)
    {
        var deleted = await settings.DeleteAsync(Section, id, ct);
        return _lasting.TryRemove(id, out _) || deleted;
    }

    public IReadOnlyList<KeyDocument> List() =>
        [.. _lasting.Select(pair => new KeyDocument { Id = pair.Key, Name = pair.Value.Name, Scopes = pair.Value.Scopes, CreatedAt = pair.Value.CreatedAt, ExpiresAt = pair.Value.ExpiresAt })
            .OrderByDescending(key => key.CreatedAt)];

    /// <summary>Who the key belongs to; null = nobody, or expired, or deleted.</summary>
    public Principal? Find(string? key)
    {
        if (string.IsNullOrEmpty(key) || key.Length > 512) return null;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        if (_configured is { } configured && CryptographicOperations.FixedTimeEquals(configured.Hash, hash)) return configured.Principal;
        var parts = key.Split('_');
        if (parts.Length != 3 || (!_lasting.TryGetValue(parts[1], out var stored) && !_passing.TryGetValue(parts[1], out stored))) return null;
        return CryptographicOperations.FixedTimeEquals(Convert.FromHexString(stored.Hash), hash) ? Valid(parts[1], stored) : null;
    }

    /// <summary>The principal of a key's id, for sessions.</summary>
    public Principal? FindById(string id) =>
        id == "configured" ? _configured?.Principal
        : _lasting.TryGetValue(id, out var stored) || _passing.TryGetValue(id, out stored) ? Valid(id, stored) : null;

    /// <summary>False once the key behind a caller was taken back or has expired.</summary>
    public bool StillHolds(Principal caller) => FindById(caller.Id) is not null || _passing.Values.Any(key => key.Id == caller.Id);

    Principal? Valid(string id, StoredKey stored) =>
        stored.ExpiresAt is { } end && end <= clock.GetUtcNow() ? null : new Principal(stored.Id ?? id, stored.Name, stored.Scopes, stored.ExpiresAt);

    (KeyCreated, StoredKey) Make(string name, IReadOnlyList<Scope> scopes, DateTimeOffset? expiresAt)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var key = $"trk_{id}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return (new KeyCreated { Id = id, Name = name, Key = key }, new StoredKey(null, name, scopes, hash, clock.GetUtcNow(), expiresAt));
    }

    sealed record StoredKey(string? Id, string Name, IReadOnlyList<Scope> Scopes, string Hash, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);
}
