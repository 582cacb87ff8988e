using System.Text.Json;
using Orleans.Storage;

namespace Tracker.Server.Cluster;

/// <summary>Snapshots as JSON, as they are in the other stores; one that cannot be read is none.</summary>
sealed class JsonSnapshots : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input));

    public T Deserialize<T>(BinaryData input)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(input) ?? Activator.CreateInstance<T>();
        }
        catch (JsonException)
        {
            return Activator.CreateInstance<T>();
        }
    }
}
