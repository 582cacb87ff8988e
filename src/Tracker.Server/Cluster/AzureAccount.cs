using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace Tracker.Server.Cluster;

/// <summary>The storage account of a cluster on Azure, as <c>Tracker:AzureStorage</c> names it.</summary>
static class AzureAccount
{
    /// <summary>Table of the members.</summary>
    public const string Members = "TrackerMembers";

    /// <summary>Container of the snapshots.</summary>
    public const string Snapshots = "tracker-snapshots";

    const string Example = "a connection string (DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…) or an endpoint (https://account.blob.core.windows.net) that the process's managed identity may use";

    /// <exception cref="UsageException">It cannot be meant: one line, without the secret.</exception>
    public static void Check(string? account)
    {
        if (string.IsNullOrEmpty(account)) throw new UsageException($"Tracker:Cluster is azure, and Tracker:AzureStorage is not set; it is {Example}.");
        try
        {
            Open(account);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            // Its own words may quote the key.
            throw new UsageException($"Tracker:AzureStorage cannot be read. It is {Example}.");
        }
    }

    public static (TableServiceClient Tables, BlobServiceClient Blobs) Open(string account)
    {
        if (!account.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return (new TableServiceClient(account), new BlobServiceClient(account));
        var identity = new DefaultAzureCredential();
        return (new TableServiceClient(Endpoint(account, "table"), identity), new BlobServiceClient(Endpoint(account, "blob"), identity));
    }

    /// <summary>The account's other endpoint differs in one label of the host.</summary>
    static Uri Endpoint(string account, string service)
    {
        var given = new Uri(account);
        var labels = given.Host.Split('.');
        if (labels.Length < 3 || labels[1] is not ("blob" or "table")) throw new FormatException();
        labels[1] = service;
        return new Uri($"https://{string.Join('.', labels)}/");
    }
}
