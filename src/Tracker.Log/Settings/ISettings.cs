namespace Tracker.Log.Settings;

/// <summary>What is not for readers (keys, sessions): a small table in the log's database, never in the log. Writes are durable when they answer.</summary>
public interface ISettings
{
    ValueTask<IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>> ListAsync(string section, CancellationToken ct);
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(string section, string key, CancellationToken ct);
    Task PutAsync(string section, string key, ReadOnlyMemory<byte> value, CancellationToken ct);

    /// <summary>Puts it when the section has nothing: of several processes that do so at one moment, one does. True = it is there now.</summary>
    Task<bool> PutFirstAsync(string section, string key, ReadOnlyMemory<byte> value, CancellationToken ct);

    /// <summary>False when there was none.</summary>
    Task<bool> DeleteAsync(string section, string key, CancellationToken ct);
}
